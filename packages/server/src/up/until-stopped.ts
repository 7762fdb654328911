/** Resolves at SIGINT or SIGTERM. A second signal ends the process at once, which loses nothing acknowledged. */
export function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
}
