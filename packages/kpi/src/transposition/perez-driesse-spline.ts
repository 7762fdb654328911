/** Knots in ζ of the quadratic B-splines of Driesse, Jensen and Perez 2024. */
const KNOTS: readonly number[] = [
  0, 0, 0, 0.061, 0.187, 0.333, 0.487, 0.643, 0.778, 0.839, 1, 1, 1,
];

/** Weights of the ten splines, a row each: F11, F12, F13, F21, F22, F23. */
const WEIGHTS: readonly number[] = [
  -0.053, 0.529, -0.028, -0.071, 0.061, -0.019, -0.008, 0.588, -0.062, -0.06, 0.072, -0.022, 0.131,
  0.77, -0.167, -0.026, 0.106, -0.032, 0.328, 0.471, -0.216, 0.069, -0.105, -0.028, 0.557, 0.241,
  -0.3, 0.086, -0.085, -0.012, 0.861, -0.323, -0.355, 0.24, -0.467, -0.008, 1.212, -1.239, -0.444,
  0.305, -0.797, 0.047, 1.099, -1.847, -0.365, 0.275, -1.132, 0.124, 0.544, 0.157, -0.213, 0.118,
  -1.455, 0.292, 0.544, 0.157, -0.213, 0.118, -1.455, 0.292,
];

const LAST = 9;

/** Values that {@link perezDriesseFactors} writes. */
export const FACTORS = 6;

/** Writes f11 … f23 at a sky clearness ζ; outside 0 … 1 the outermost parabolas go on. */
export function perezDriesseFactors(zeta: number, into: Float64Array): void {
  let at = 2;
  while (at < LAST && zeta >= KNOTS[at + 1]!) at++;
  const [before, left, right, after] = [KNOTS[at - 1]!, KNOTS[at]!, KNOTS[at + 1]!, KNOTS[at + 2]!];
  const low = (right - zeta) / (right - left) / (right - before);
  const high = (zeta - left) / (right - left) / (after - left);
  const first = (right - zeta) * low;
  const second = (zeta - before) * low + (after - zeta) * high;
  const third = (zeta - left) * high;
  const row = (at - 2) * FACTORS;
  for (let factor = 0; factor < FACTORS; factor++) {
    into[factor] =
      first * WEIGHTS[row + factor]! +
      second * WEIGHTS[row + FACTORS + factor]! +
      third * WEIGHTS[row + 2 * FACTORS + factor]!;
  }
}
