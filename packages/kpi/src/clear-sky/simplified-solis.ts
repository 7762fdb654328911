import { RADIANS } from "../angle.ts";
import type { NumberOrColumn } from "../column.ts";
import { mapNamed } from "../column-map.ts";
import { CLEAR_SKY_NAMES, type ClearSky, type ClearSkyInto } from "./clear-sky-types.ts";

/** Inputs of {@link simplifiedSolis}. */
export interface SimplifiedSolisInput<Value = NumberOrColumn> {
  /** Apparent elevation [deg]. */
  readonly apparentElevationDeg: Value;
  /** Aerosol optical depth at 700 nm. Default 0.1. */
  readonly aod700?: Value;
  /** Precipitable water [cm]; below 0.2 it is taken as 0.2. Default 1. */
  readonly precipitableWaterCm?: Value;
  /** Air pressure [Pa]. Default 101 325. */
  readonly pressurePa?: Value;
  /** Extraterrestrial normal irradiance [W/m²]. Default 1364. */
  readonly dniExtraWm2?: Value;
}

/** Optical depth of the diffuse part: two quartics in aod, below 0.05 and from there on. */
function diffuseDepth(w: number, aod: number, logPressure: number): number {
  const isLow = aod < 0.05;
  const t4 = isLow ? 86 * w - 13800 : -0.21 * w + 11.6;
  const t3 = isLow ? -3.11 * w + 79.4 : 0.27 * w - 20.7;
  const t2 = isLow ? -0.23 * w + 74.8 : -0.134 * w + 15.5;
  const t1 = isLow ? 0.092 * w - 8.86 : 0.0554 * w - 5.71;
  const t0 = isLow ? 0.0042 * w + 3.12 : 0.0057 * w + 2.94;
  const tp = isLow ? -0.83 * (1 + aod) ** -17.2 : -0.71 * (1 + aod) ** -15;
  return t0 + aod * (t1 + aod * (t2 + aod * (t3 + aod * t4))) + tp * logPressure;
}

function fillRow(cells: Float64Array, into: Float64Array): void {
  const [elevation, aod, pressure, extra] = [cells[0]!, cells[1]!, cells[3]!, cells[4]!];
  const w = Math.max(cells[2]!, 0.2);
  const logWater = Math.log(w);
  const logPressure = Math.log(pressure / 101_325);
  const outside =
    extra *
    (0.12 * w ** 0.56 * aod * aod +
      0.97 * w ** 0.032 * aod +
      1.08 * w ** 0.0051 +
      0.071 * logPressure);
  const beamDepth =
    (1.82 + 0.056 * logWater + 0.0071 * logWater ** 2) * aod +
    (0.33 + 0.045 * logWater + 0.0096 * logWater ** 2) +
    (0.0089 * w + 0.13) * logPressure;
  const beamPower =
    (0.00925 * aod * aod + 0.0148 * aod - 0.0172) * logWater -
    0.7565 * aod * aod +
    0.5057 * aod +
    0.4557;
  const globalDepth =
    (1.24 + 0.047 * logWater + 0.0061 * logWater ** 2) * aod +
    (0.27 + 0.043 * logWater + 0.009 * logWater ** 2) +
    (0.0079 * w + 0.1) * logPressure;
  const globalPower = -0.0147 * logWater - 0.3079 * aod * aod + 0.2846 * aod + 0.3798;
  const diffusePower =
    -0.337 * aod * aod + 0.63 * aod + 0.116 + (1 / (18 + 152 * aod)) * logPressure;
  const sine = Math.max(1e-30, Math.sin(elevation * RADIANS));
  into[0] = outside * Math.exp(-globalDepth / sine ** globalPower) * sine;
  into[1] = outside * Math.exp(-beamDepth / sine ** beamPower);
  into[2] = outside * Math.exp(-diffuseDepth(w, aod, logPressure) / sine ** diffusePower);
}

/**
 * Clear-sky irradiance by the simplified Solis model, from aerosol and water vapour.
 *
 * Each part is I₀′·exp(−τ/sinᵖ h), the global one times sin h, with τ and p fitted to radiative transfer. The parts are
 * fitted one by one: they need not close.
 *
 * @returns irradiance [W/m²]; 0 at night, `NaN` where an input is `NaN`
 * @throws RangeError when columns differ in length
 * @see P. Ineichen, "A broadband simplified version of the Solis clear sky model", Solar Energy 82(8), 758–762, 2008,
 * doi:10.1016/j.solener.2008.02.009
 * @example
 * simplifiedSolis({ apparentElevationDeg: 45 }).dniWm2; // 874.4…
 */
export function simplifiedSolis(input: SimplifiedSolisInput<number>): ClearSky;
export function simplifiedSolis(input: SimplifiedSolisInput & ClearSkyInto): ClearSky<Float64Array>;
export function simplifiedSolis(
  input: SimplifiedSolisInput & ClearSkyInto,
): ClearSky<NumberOrColumn> {
  const { aod700 = 0.1, precipitableWaterCm = 1 } = input;
  const { pressurePa = 101_325, dniExtraWm2 = 1364 } = input;
  const inputs = [input.apparentElevationDeg, aod700, precipitableWaterCm, pressurePa, dniExtraWm2];
  return mapNamed(CLEAR_SKY_NAMES, inputs, input.out, fillRow);
}
