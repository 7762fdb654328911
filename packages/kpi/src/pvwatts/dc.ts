import { cellsOf, type Into, type NumberOrColumn, outColumn, rowsOf, strideOf } from "../column.ts";

/** Array of {@link pvwattsDc}. */
export interface PvwattsDcOptions {
  /** DC rating at 1000 W m⁻², 25 °C [W]. */
  readonly dcRatingW: number;
  /** Temperature coefficient of power [K⁻¹], negative: −0.0035 for −0.35 %/K. */
  readonly gammaPerK: number;
  /** Temperature of the rating [°C]; default 25. */
  readonly referenceC?: number;
  /**
   * Deviation from linearity at 200 W m⁻² (PVWatts 5): the share of the rating lost there; left out: linear.
   * With it, power is never negative.
   */
  readonly k?: number;
  /** With `k`: keep the power of irradiance above 1000 W m⁻² linear, where the term would add to it; default false. */
  readonly capAdjustment?: boolean;
}

/** What low light takes away, as a share of the rating; piecewise in G, zero at 1000 W m⁻². */
function lowLight(irradianceWm2: number, k: number, capped: boolean): number {
  if (irradianceWm2 <= 200) return k * (1 - (1 - irradianceWm2 / 200) ** 4);
  if (capped && irradianceWm2 > 1000) return 0;
  return (k * (1000 - irradianceWm2)) / 800;
}

/**
 * DC power by PVWatts: G/1000 · P0 · (1 + γ·(Tcell − 25)) [W], without losses.
 *
 * Without `k` nothing is clipped: a negative irradiance gives a negative power. At night 0.
 *
 * @param effectiveIrradianceWm2 - irradiance that reaches the cells [W m⁻²]
 * @param cellC - cell temperature [°C]
 * @returns DC power [W]; `NaN` where an input is `NaN`
 * @throws RangeError when columns differ in length
 * @see A. P. Dobos, PVWatts 5, NREL/TP-6A20-62641, eq. 5, doi:10.2172/1158421; `k`: B. Marion, doi:10.1109/PVSC.2008.4922586
 * @example
 * pvwattsDc(800, 45, { dcRatingW: 5000, gammaPerK: -0.0037 }); // 3704
 */
export function pvwattsDc(
  effectiveIrradianceWm2: number,
  cellC: number,
  options: PvwattsDcOptions,
): number;
export function pvwattsDc(
  effectiveIrradianceWm2: NumberOrColumn,
  cellC: NumberOrColumn,
  options: PvwattsDcOptions & Into,
): Float64Array;
export function pvwattsDc(
  effectiveIrradianceWm2: NumberOrColumn,
  cellC: NumberOrColumn,
  options: PvwattsDcOptions & Into,
): NumberOrColumn {
  const { dcRatingW, gammaPerK, referenceC = 25, k, capAdjustment = false, out } = options;
  const rows = rowsOf(effectiveIrradianceWm2, cellC);
  const [irradiance, cell] = [cellsOf(effectiveIrradianceWm2), cellsOf(cellC)];
  const [irradianceStep, cellStep] = [strideOf(effectiveIrradianceWm2), strideOf(cellC)];
  const power = outColumn(rows < 0 ? undefined : out, Math.abs(rows));
  for (let row = 0; row < power.length; row++) {
    const received = irradiance[row * irradianceStep]!;
    const heated = cell[row * cellStep]! - referenceC;
    const linear = received * 0.001 * dcRatingW * (1 + gammaPerK * heated);
    power[row] =
      k === undefined
        ? linear
        : Math.max(linear - dcRatingW * lowLight(received, k, capAdjustment), 0);
  }
  return rows < 0 ? power[0]! : power;
}
