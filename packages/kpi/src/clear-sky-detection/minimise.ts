interface Point {
  readonly at: number;
  readonly value: number;
}

/**
 * Minimum of a function of one number near `start`: Nelder and Mead's simplex of two points, reflected, stretched and
 * shrunk until both lie within 1e-4 in place and in value.
 *
 * @see J. A. Nelder, R. Mead, Comput. J. 7(4), 308–313, 1965, doi:10.1093/comjnl/7.4.308
 */
export function minimise(cost: (at: number) => number, start: number): number {
  const point = (at: number): Point => ({ at, value: cost(at) });
  let best = point(start);
  let worst = point(start === 0 ? 0.00025 : 1.05 * start);
  for (let round = 0; round < 200; round++) {
    if (worst.value < best.value) [best, worst] = [worst, best];
    if (Math.abs(best.at - worst.at) <= 1e-4 && Math.abs(best.value - worst.value) <= 1e-4) break;
    const reflected = point(2 * best.at - worst.at);
    if (reflected.value < best.value) {
      const expanded = point(3 * best.at - 2 * worst.at);
      worst = expanded.value < reflected.value ? expanded : reflected;
      continue;
    }
    const isOutside = reflected.value < worst.value;
    const contracted = point(best.at + (isOutside ? 0.5 : -0.5) * (best.at - worst.at));
    const isBetter = isOutside
      ? contracted.value <= reflected.value
      : contracted.value < worst.value;
    worst = isBetter ? contracted : point((best.at + worst.at) / 2);
  }
  return best.value <= worst.value ? best.at : worst.at;
}
