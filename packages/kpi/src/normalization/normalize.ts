import { energyFromPower, type EnergyFromPowerOptions } from "../energy/energy-from-power.ts";
import { pvwattsDc } from "../pvwatts/dc.ts";

/** Energy over expectation, labelled at the end of each step. */
export interface NormalizedColumns {
  readonly timesMs: Float64Array;
  /** Energy ÷ expected energy; `NaN` where either is missing, ±Infinity where nothing was expected. */
  readonly normalized: Float64Array;
  /** In-plane insolation [Wh m⁻²]: the weight of each value. */
  readonly insolationWhm2: Float64Array;
}

/** Power, expectation and irradiance of the same rows. */
export interface ExpectedPowerRows {
  readonly timesMs: Float64Array;
  /** Measured power [W]. */
  readonly powerW: Float64Array;
  /** Expected power [W]. */
  readonly expectedW: Float64Array;
  /** Irradiance in the plane of the array [W m⁻²]. */
  readonly poaWm2: Float64Array;
}

/**
 * Measured energy over that of an expected power, with the insolation as weight.
 *
 * Nights give 0/0 = `NaN`; small expectations give wild ratios: filter them (`normalizedFilter`) before a mean.
 *
 * @param rows - columns of the same rows; steps and gaps as in {@link energyFromPower}
 * @throws RangeError when columns differ in length
 * @see RdTools 3.2, `normalization.normalize_with_expected_power`
 * @example
 * const timesMs = Float64Array.of(0, 900_000);
 * const [powerW, expectedW, poaWm2] = [[0, 90], [0, 100], [0, 500]].map((values) => Float64Array.from(values));
 * normalizeWithExpectedPower({ timesMs, powerW, expectedW, poaWm2 }).normalized; // [0.9]
 */
export function normalizeWithExpectedPower(
  { timesMs, powerW, expectedW, poaWm2 }: ExpectedPowerRows,
  options: EnergyFromPowerOptions = {},
): NormalizedColumns {
  const energy = energyFromPower(timesMs, powerW, options);
  const expected = energyFromPower(timesMs, expectedW, options).energyWh;
  const normalized = energy.energyWh;
  for (let row = 0; row < normalized.length; row++) {
    normalized[row] = normalized[row]! / expected[row]!;
  }
  const insolationWhm2 = energyFromPower(timesMs, poaWm2, options).energyWh;
  return { timesMs: energy.timesMs, normalized, insolationWhm2 };
}

/** Power and weather of the same rows, and the array. */
export interface PvwattsRows {
  readonly timesMs: Float64Array;
  readonly powerW: Float64Array;
  readonly poaWm2: Float64Array;
  /** Cell temperature [°C]. */
  readonly cellC: Float64Array;
}

/**
 * Measured energy over that of PVWatts DC: {@link normalizeWithExpectedPower} with G/1000·P0·(1 + γ(Tcell − 25)).
 *
 * @param array - rating [W] and temperature coefficient [K⁻¹]; without a rating the result is only relative: divide
 * it by its robust 95 % quantile
 * @see RdTools 3.2, `normalization.normalize_with_pvwatts`; NREL/TP-6A20-62641
 * @example
 * const column = (...values) => Float64Array.from(values);
 * normalizeWithPvwatts(
 *   { timesMs: column(0, 900_000), powerW: column(0, 450), poaWm2: column(0, 500), cellC: column(25, 25) },
 *   { dcRatingW: 1000, gammaPerK: -0.004 },
 * ).normalized; // [0.9]
 */
export function normalizeWithPvwatts(
  { poaWm2, cellC, ...rows }: PvwattsRows,
  array: { readonly dcRatingW?: number; readonly gammaPerK: number; readonly referenceC?: number },
  options: EnergyFromPowerOptions = {},
): NormalizedColumns {
  const expectedW = pvwattsDc(poaWm2, cellC, { dcRatingW: 1, ...array });
  return normalizeWithExpectedPower({ ...rows, poaWm2, expectedW }, options);
}
