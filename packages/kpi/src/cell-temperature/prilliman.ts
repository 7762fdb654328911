import { type Into, outColumn } from "../column.ts";

const WINDOW_MS = 20 * 60_000;
/** Prilliman et al. 2020, table II. */
const COEFFICIENTS = [0.0046, 0.00046, -0.00023, -1.6e-5] as const;

/** Step and module of {@link prilliman}. */
export interface PrillimanOptions extends Into {
  /** Step between rows [ms]; rows must be regular. */
  readonly stepMs: number;
  /** Mass of the module per area [kg m⁻²]; default 11.1. */
  readonly unitMassKgm2?: number;
  /** a0…a3 of the decay rate; default those of the paper. */
  readonly coefficients?: readonly [number, number, number, number];
}

/**
 * Smooths a steady-state cell temperature by the module's thermal inertia [°C].
 *
 * Mean over the 20 min before each row (the row itself not counted) with weights exp(−P·age),
 * P = a0 + a1·wind + a2·mass + a3·wind·mass [1/s]. The first row is kept; steps of 20 min and more are returned
 * unchanged. Missing temperatures are left out of the mean; `NaN` where the wind of the row is `NaN`, or where no
 * temperature lies in the window.
 *
 * @param steadyCellC - cell temperature without inertia [°C], regular steps
 * @param windMps - wind speed at module height [m s⁻¹]
 * @returns smoothed cell temperature [°C]
 * @throws RangeError when the columns differ in length, or `out` is the input
 * @see M. Prilliman et al., IEEE J. Photovolt., 2020, doi:10.1109/JPHOTOV.2020.2992351
 * @example
 * prilliman(Float64Array.of(20, 40, 40), Float64Array.of(1, 1, 1), { stepMs: 60_000 }); // 20, 20, 30.6…
 */
export function prilliman(
  steadyCellC: Float64Array,
  windMps: Float64Array,
  options: PrillimanOptions,
): Float64Array {
  const { stepMs, unitMassKgm2: mass = 11.1, coefficients = COEFFICIENTS, out } = options;
  const rows = steadyCellC.length;
  const smooth = outColumn(out, rows);
  if (windMps.length !== rows) throw new RangeError("temperature and wind differ in rows");
  if (smooth === steadyCellC) throw new RangeError("out is read back: give another column");
  if (stepMs >= WINDOW_MS || rows === 0) {
    smooth.set(steadyCellC);
    return smooth;
  }
  const window = Math.floor(WINDOW_MS / stepMs);
  const [a0, a1, a2, a3] = coefficients;
  smooth[0] = steadyCellC[0]!;
  for (let row = 1; row < rows; row++) {
    const wind = windMps[row]!;
    const rate = a0 + a1 * wind + a2 * mass + a3 * wind * mass;
    // exp(−P·k·step) is a power of one exponential: one call a row instead of twenty
    const fade = Math.exp((-rate * stepMs) / 1000);
    let [weight, weights, sum] = [1, 0, 0];
    for (let from = row - 1; from >= Math.max(0, row - window); from--) {
      weight *= fade;
      const value = steadyCellC[from]!;
      if (value !== value) continue;
      weights += weight;
      sum += value * weight;
    }
    smooth[row] = sum / weights;
  }
  return smooth;
}
