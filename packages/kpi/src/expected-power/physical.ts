import { cellsOf, type Into, type NumberOrColumn, outColumn, rowsOf, strideOf } from "../column.ts";
import { pvwattsDc } from "../pvwatts/dc.ts";
import { pvwattsInverter } from "../pvwatts/inverter.ts";

/** The plant that power is expected of. */
export interface ExpectedPlant {
  /** DC rating [W]. */
  readonly dcRatingW: number;
  /** Temperature coefficient of power [K⁻¹], negative. */
  readonly gammaPerK: number;
  /** Losses between cells and inverter [%]; default 14.0757, {@link pvwattsLosses} with its defaults. */
  readonly lossesPct?: number;
  /** AC rating of the inverters [W]; default the DC rating. */
  readonly acRatingW?: number;
  /** Nominal efficiency of the inverters; default 0.96. */
  readonly inverterEfficiency?: number;
  /** Learned factor of the site ({@link siteFactor}); default 1. */
  readonly siteFactor?: number;
}

/** Limits of {@link expectedPower}. */
export interface ExpectedPowerOptions extends Into {
  /** Limit by curtailment [W], a number or a column; `NaN`: none at that row. */
  readonly limitW?: NumberOrColumn;
}

/** {@link pvwattsLosses} with its defaults [%]. */
export const DEFAULT_LOSSES_PCT = 14.075660688264469;

/**
 * Expected AC power of a plant, physical model: PVWatts DC with the cell's temperature, losses, PVWatts inverter [W].
 *
 * Capped by the inverter's rating and by a curtailment limit. At night 0; a negative irradiance gives 0.
 *
 * @param irradianceWm2 - irradiance in the plane of the array, best after incidence losses [W m⁻²]
 * @param cellC - cell temperature, modelled or measured [°C]
 * @returns AC power [W], 0…AC rating; `NaN` where an input is `NaN`: unknown is not 0
 * @throws RangeError when columns differ in length
 * @see A. P. Dobos, PVWatts 5, NREL/TP-6A20-62641, doi:10.2172/1158421; IEC TS 61724-3:2016 (expected energy)
 * @example
 * expectedPower(800, 45, { dcRatingW: 5000, gammaPerK: -0.004 }); // 3043.5…
 */
export function expectedPower(
  irradianceWm2: number,
  cellC: number,
  plant: ExpectedPlant,
  options?: { readonly limitW?: number },
): number;
export function expectedPower(
  irradianceWm2: NumberOrColumn,
  cellC: NumberOrColumn,
  plant: ExpectedPlant,
  options?: ExpectedPowerOptions,
): Float64Array;
export function expectedPower(
  irradianceWm2: NumberOrColumn,
  cellC: NumberOrColumn,
  plant: ExpectedPlant,
  { limitW = Number.NaN, out }: ExpectedPowerOptions = {},
): NumberOrColumn {
  const { dcRatingW, gammaPerK, lossesPct = DEFAULT_LOSSES_PCT, siteFactor = 1 } = plant;
  const { acRatingW = dcRatingW, inverterEfficiency: nominalEfficiency = 0.96 } = plant;
  const rows = rowsOf(irradianceWm2, cellC, limitW);
  const power = outColumn(rows < 0 ? undefined : out, Math.abs(rows));
  const limits = cellsOf(limitW).slice(); // `out` may be the limit's column
  const limitStep = strideOf(limitW);
  const light = typeof irradianceWm2 === "number" ? power.fill(irradianceWm2) : irradianceWm2;
  pvwattsDc(light, cellC, {
    dcRatingW: dcRatingW * (1 - lossesPct / 100) * siteFactor,
    gammaPerK,
    out: power,
  });
  const dcLimitW = acRatingW / nominalEfficiency;
  pvwattsInverter(power, { dcLimitW, nominalEfficiency, out: power });
  for (let row = 0; row < power.length; row++) {
    const limit = limits[row * limitStep]!;
    if (power[row]! > limit) power[row] = Math.max(0, limit);
  }
  return rows < 0 ? power[0]! : power;
}
