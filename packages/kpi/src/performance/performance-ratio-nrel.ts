import { SAPM_MOUNTINGS, sapmCell, type SapmMounting } from "../cell-temperature/sapm.ts";

/** Weather and output of a period: columns of the same, regular rows. */
export interface NrelRows {
  /** Irradiance in the plane of the array [W m⁻²]. */
  readonly poaWm2: Float64Array;
  /** Ambient temperature [°C]. */
  readonly airC: Float64Array;
  /** Wind speed at 10 m [m s⁻¹]. */
  readonly windMps: Float64Array;
  /** AC power [W]. */
  readonly acPowerW: Float64Array;
}

/** Plant and reference of {@link performanceRatioNrel}. */
export interface NrelOptions {
  /** DC rating [W]. */
  readonly dcRatingW: number;
  /** Mean cell temperature of a typical year, weighted by irradiance [°C]: {@link irradianceWeightedMean}. */
  readonly annualMeanCellC: number;
  /** Temperature coefficient of power [K⁻¹]; default −0.00433 (NREL's crystalline silicon). */
  readonly gammaPerK?: number;
  /** Default: open rack, glass and polymer. */
  readonly mounting?: SapmMounting;
}

/**
 * Weather-corrected performance ratio: ΣP / Σ(P0·G/1000·(1 + γ(Tcell − Tavg))).
 *
 * Tavg must come from another period than the rows, a typical year: of the rows' own mean the correction vanishes
 * whatever γ is. Rows with anything missing are left out of both sums.
 *
 * @returns ratio; `NaN` without sun
 * @throws RangeError when columns differ in length
 * @see T. Dierauf et al., NREL/TP-5200-57991, 2013, eq. 5, doi:10.2172/1078057
 * @example
 * const one = (value) => Float64Array.of(value);
 * performanceRatioNrel(
 *   { poaWm2: one(1000), airC: one(20), windMps: one(1), acPowerW: one(800) },
 *   { dcRatingW: 1000, annualMeanCellC: 45 },
 * ); // 0.815…
 */
export function performanceRatioNrel(rows: NrelRows, options: NrelOptions): number {
  const { dcRatingW, annualMeanCellC, gammaPerK = -0.00433 } = options;
  const { mounting = SAPM_MOUNTINGS.openRackGlassPolymer } = options;
  const { poaWm2, acPowerW } = rows;
  const cellC = sapmCell(poaWm2, rows.airC, rows.windMps, mounting);
  if (acPowerW.length !== cellC.length) throw new RangeError("power and weather differ in rows");
  let [given, expected] = [0, 0];
  for (let row = 0; row < cellC.length; row++) {
    const factor = 1 + gammaPerK * (cellC[row]! - annualMeanCellC);
    const model = (dcRatingW * poaWm2[row]! * factor) / 1000;
    if (Number.isNaN(model + acPowerW[row]!)) continue;
    given += acPowerW[row]!;
    expected += model;
  }
  return given / expected;
}
