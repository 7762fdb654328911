/** The reference on the machine where it was timed (AMD EPYC, 2 shared cores, Python 3.11, numpy 1.24, pandas 1.5, one thread). */
export const REFERENCE_PEER = "pvlib/RdTools (numpy), timed elsewhere";

/** Shortest of `runs` timings of `run` [ms]; the first runs warm up. */
export function bestOfMs(run: () => unknown, runs = 7): number {
  let best = Number.POSITIVE_INFINITY;
  for (let index = 0; index < runs; index++) {
    const start = performance.now();
    run();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}
