/**
 * The promise's value, if it comes in time.
 *
 * @throws an error that names `what` was awaited when it does not
 */
export async function within<Value>(
  patienceMs: number,
  what: string,
  promise: Promise<Value>,
): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: not within ${patienceMs} ms`)), patienceMs);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** All items of an iterable that ends. */
export async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** The next item, in time. @throws when the iterable ends instead */
export async function nextOf<Item>(
  iterator: AsyncIterator<Item>,
  patienceMs: number,
  what: string,
): Promise<Item> {
  const result = await within(patienceMs, what, iterator.next());
  if (result.done === true) throw new Error(`${what}: it ended instead`);
  return result.value;
}
