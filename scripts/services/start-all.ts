/**
 * Starts services at the same time, each of which then ends with its owner. When one does not start, the others are ended
 * before this throws, so that nothing is left running.
 *
 * @param starts - under way
 */
export async function startAll<const Services extends readonly AsyncDisposable[]>(
  owner: AsyncDisposableStack,
  starts: { readonly [Place in keyof Services]: Promise<Services[Place]> },
): Promise<Services> {
  await using started = new AsyncDisposableStack();
  const outcomes = await Promise.allSettled<AsyncDisposable>(starts);
  for (const outcome of outcomes) if (outcome.status === "fulfilled") started.use(outcome.value);
  const services = await Promise.all(starts); // throws what the first that failed has thrown
  owner.use(started.move());
  return services;
}
