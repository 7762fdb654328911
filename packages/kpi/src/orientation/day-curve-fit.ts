import { correlation } from "../statistics/correlation.ts";
import { medianInPlace } from "../statistics/quantile.ts";
import { solveLinear } from "./solve.ts";

/** Minutes around noon are divided by this, so that fourth powers stay near 1. */
const SCALE_MINUTES = 300;

/** Least squares over the terms named by `powers` of x; `undefined` when the points do not determine them. */
function fitPowers(
  x: Float64Array,
  y: Float64Array,
  powers: readonly number[],
): number[] | undefined {
  const sums = (power: number, weights?: Float64Array): number => {
    let sum = 0;
    for (let index = 0; index < x.length; index++) {
      sum += x[index]! ** power * (weights ? weights[index]! : 1);
    }
    return sum;
  };
  return solveLinear(
    powers.map((row) => powers.map((column) => sums(row + column))),
    powers.map((power) => sums(power, y)),
  );
}

/** r² of a parabola through a day's points; 0 when they do not determine one. */
export function quadraticR2(minutes: Float64Array, power: Float64Array): number {
  const x = minutes.map((minute) => (minute - 720) / SCALE_MINUTES);
  const fit = fitPowers(x, power, [0, 1, 2]);
  if (!fit) return 0;
  const [c = 0, b = 0, a = 0] = fit;
  const r = correlation(
    power,
    x.map((value) => (a * value + b) * value + c),
  );
  return r === r ? r ** 2 : 0;
}

type Bounds = readonly (readonly [low: number, high: number])[];

/**
 * Least squares of a·u⁴ + b·u² + c with each of the three between limits: every combination of limits that bind is
 * tried (27), the best that keeps the others within theirs is taken. Gives the sum of squares.
 */
function boundedQuartic(u: Float64Array, y: Float64Array, bounds: Bounds): number {
  const powers = [4, 2, 0];
  let best = Number.POSITIVE_INFINITY;
  for (let choice = 0; choice < 27; choice++) {
    const states = [choice % 3, Math.floor(choice / 3) % 3, Math.floor(choice / 9)];
    const values = states.map((state, index) => (state === 0 ? 0 : bounds[index]![state - 1]!));
    const rest = y.map((value, row) =>
      powers.reduce((left, power, index) => left - values[index]! * u[row]! ** power, value),
    );
    const free = [0, 1, 2].filter((index) => states[index] === 0);
    const fit =
      free.length > 0
        ? fitPowers(
            u,
            rest,
            free.map((index) => powers[index]!),
          )
        : [];
    if (!fit) continue;
    free.forEach((index, place) => (values[index] = fit[place]!));
    if (values.some((value, index) => value < bounds[index]![0] || value > bounds[index]![1])) {
      continue;
    }
    let squares = 0;
    for (let row = 0; row < y.length; row++) {
      const square = u[row]! * u[row]!;
      squares += (y[row]! - ((values[0]! * square + values[1]!) * square + values[2]!)) ** 2;
    }
    best = Math.min(best, squares);
  }
  return best;
}

/**
 * Coefficient of determination of a·(x−e)⁴ + b·(x−e)² + c that opens downwards, is centred within 70 min of noon and at
 * its centre lies within 15 % of the median: the curve of a single-axis tracker.
 */
export function restrictedQuarticR2(minutes: Float64Array, power: Float64Array): number {
  const median = medianInPlace(power.slice());
  if (!(median > 0)) return 0;
  const fourth = SCALE_MINUTES ** 4;
  const second = SCALE_MINUTES ** 2;
  const bounds: Bounds = [
    [-1e-5 * fourth, -1e-10 * fourth],
    [0, median * 3e-5 * second],
    [median * 0.85, median * 1.15],
  ];
  const restAt = (center: number): number =>
    boundedQuartic(
      minutes.map((minute) => (minute - center) / SCALE_MINUTES),
      power,
      bounds,
    );
  let [best, at] = [Number.POSITIVE_INFINITY, 720];
  for (let stepMinutes = 20, low = 650, high = 790; stepMinutes > 0.01; stepMinutes /= 4) {
    for (let center = low; center <= high; center += stepMinutes) {
      const rest = restAt(center);
      if (rest < best) [best, at] = [rest, center];
    }
    [low, high] = [Math.max(650, at - stepMinutes), Math.min(790, at + stepMinutes)];
  }
  const mean = power.reduce((sum, value) => sum + value, 0) / power.length;
  const spread = power.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return 1 - best / spread;
}
