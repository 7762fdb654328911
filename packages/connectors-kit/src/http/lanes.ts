/** Runs a call when there is room for it. */
export type Lanes = <Result>(call: () => Promise<Result>) => Promise<Result>;

/** So many calls at once; the others wait in line. For vendors that allow few at a time, one for each link. */
export function createLanes(count: number): Lanes {
  const waiting: (() => void)[] = [];
  let free = count;
  return async (call) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await call();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}
