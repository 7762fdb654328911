import { RADIANS } from "../angle.ts";
import { cellsOf, type Into, type NumberOrColumn, outColumn, rowsOf, strideOf } from "../column.ts";
import { spencerExtraOf } from "../solar-position/daily-extra-radiation.ts";
import { clearnessFactor, clearnessOf } from "./clearness-index.ts";
import { MAX_ZENITH_DEG } from "./diffuse-fraction.ts";
import {
  dirintFactor,
  STABILITY_NOT_GIVEN,
  stabilityBin,
  WATER_NOT_GIVEN,
  waterBin,
} from "./dirint-bins.ts";
import { DISC_SOLAR_CONSTANT_WM2, discAirmass, discTransmittance } from "./disc.ts";

/** Inputs of {@link dirint}; rows in order of time, evenly spaced. */
export interface DirintInput {
  /** Global horizontal irradiance [W/m²]. */
  readonly ghiWm2: Float64Array;
  /** True zenith [deg]. */
  readonly zenithDeg: Float64Array;
  /** Instant [epoch ms]. */
  readonly timeMs: Float64Array;
  /** Air pressure [Pa]. Default 101 325. */
  readonly pressurePa?: NumberOrColumn;
  /** Dew point at the ground [°C]. Default: water vapour is not taken into account. */
  readonly dewPointC?: NumberOrColumn;
  /** Whether the step of kt′ to the rows before and after counts. Default true. */
  readonly useDeltaKtPrime?: boolean;
}

/** Mean of the steps to the neighbours; the one that is known where the other is not. */
function meanStep(before: number, value: number, after: number): number {
  const back = Math.abs(value - before);
  const forth = Math.abs(value - after);
  if (back !== back) return forth;
  return forth === forth ? (back + forth) / 2 : back;
}

/** Multiplies `dni` by DIRINT's factors, in place. */
export function applyDirint(
  dni: Float64Array,
  clearnessPrime: Float64Array,
  zenithDeg: Float64Array,
  options: { readonly dewPointC?: NumberOrColumn; readonly useDeltaKtPrime?: boolean },
): void {
  const { dewPointC, useDeltaKtPrime = true } = options;
  const dewPoints = cellsOf(dewPointC ?? 0);
  const dewPointStep = strideOf(dewPointC ?? 0);
  const last = dni.length - 1;
  for (let row = 0; row <= last; row++) {
    const value = clearnessPrime[row]!;
    if (value !== value) {
      dni[row] = Number.NaN; // by night, where the air mass is unknown
      continue;
    }
    const before = row > 0 ? clearnessPrime[row - 1]! : Number.NaN;
    const after = row < last ? clearnessPrime[row + 1]! : Number.NaN;
    const stability = useDeltaKtPrime
      ? stabilityBin(meanStep(before, value, after))
      : STABILITY_NOT_GIVEN;
    const water =
      dewPointC === undefined ? WATER_NOT_GIVEN : waterBin(dewPoints[row * dewPointStep]!);
    dni[row]! *= dirintFactor(value, zenithDeg[row]!, stability, water);
  }
}

/** DISC's direct irradiance to `dni`, and kt′ (at most 1) to `clearnessPrime`; one loop, for speed. */
function fillDisc(input: DirintInput, dni: Float64Array, clearnessPrime: Float64Array): void {
  const { ghiWm2, zenithDeg, timeMs, pressurePa = 101_325 } = input;
  const pressures = cellsOf(pressurePa);
  const pressureStep = strideOf(pressurePa);
  const extraOf = spencerExtraOf(DISC_SOLAR_CONSTANT_WM2);
  for (let row = 0; row < dni.length; row++) {
    const zenith = zenithDeg[row]!;
    if (!(zenith <= 90)) {
      dni[row] = Number.NaN;
      clearnessPrime[row] = Number.NaN;
      continue;
    }
    const ghi = ghiWm2[row]!;
    const extra = extraOf(timeMs[row]!);
    const kt = clearnessOf(ghi, Math.cos(zenith * RADIANS), extra, 1);
    const airmass = discAirmass(zenith, pressures[row * pressureStep]!);
    const direct = zenith > MAX_ZENITH_DEG ? 0 : discTransmittance(kt, airmass) * extra;
    dni[row] = ghi < 0 || direct < 0 ? 0 : direct;
    clearnessPrime[row] = Math.min(Math.max(kt / clearnessFactor(airmass), 0), 1);
  }
}

/**
 * Direct from global irradiance by Perez' DIRINT: DISC, corrected by a table over clearness, zenith, stability and water.
 *
 * The stability of a row is the mean step of kt′ to the rows before and after, whatever their distance in time: bring gaps
 * into a regular grid first. A row's answer depends on its two neighbours, so cut columns with one row of overlap.
 *
 * @returns direct normal irradiance [W/m²]; 0 from 87° to 90° of zenith, `NaN` below the horizon and where an input is `NaN`
 * @throws RangeError when columns differ in length
 * @see R. Perez et al., "Dynamic global-to-direct irradiance conversion models", ASHRAE Transactions 98(1), 354–369, 1992
 * @example
 * const timeMs = Float64Array.of(Date.UTC(2019, 5, 21, 17), Date.UTC(2019, 5, 21, 18));
 * dirint({ ghiWm2: Float64Array.of(900, 950), zenithDeg: Float64Array.of(20, 15), timeMs }); // 655.2…, 715.9…
 */
export function dirint(input: DirintInput & Into): Float64Array {
  const { ghiWm2, zenithDeg, timeMs, pressurePa, dewPointC, out } = input;
  const rows = rowsOf(ghiWm2, zenithDeg, timeMs, pressurePa, dewPointC);
  const result = outColumn(out, rows);
  // The second pass still needs these two: an answer written over them waits.
  const dni = out === zenithDeg || out === dewPointC ? new Float64Array(rows) : result;
  const clearnessPrime = new Float64Array(rows);
  fillDisc(input, dni, clearnessPrime);
  applyDirint(dni, clearnessPrime, zenithDeg, input);
  if (dni !== result) result.set(dni);
  return result;
}

/** Inputs of {@link dirindex}. */
export interface DirindexInput extends DirintInput {
  /** Global horizontal irradiance under a clear sky [W/m²]. */
  readonly ghiClearWm2: Float64Array;
  /** Direct normal irradiance under a clear sky [W/m²]. */
  readonly dniClearWm2: Float64Array;
}

/**
 * Direct from global irradiance by DIRINDEX: the clear sky's direct irradiance times DIRINT of what was measured over
 * DIRINT of the clear sky.
 *
 * @returns direct normal irradiance [W/m²], not below 0; `Infinity` or `NaN` where DIRINT of the clear sky gives 0, `NaN` at
 * night
 * @throws RangeError when columns differ in length
 * @see R. Perez et al., "A new operational model for satellite-derived irradiances", Solar Energy 73(5), 307–317, 2002,
 * doi:10.1016/S0038-092X(02)00122-6
 * @example
 * const hour = { zenithDeg: Float64Array.of(40), timeMs: Float64Array.of(Date.UTC(2019, 5, 21)), useDeltaKtPrime: false };
 * const clear = { ghiClearWm2: Float64Array.of(800), dniClearWm2: Float64Array.of(850) };
 * dirindex({ ...hour, ...clear, ghiWm2: Float64Array.of(600) })[0]; // 326.0…
 */
export function dirindex(input: DirindexInput & Into): Float64Array {
  const { ghiClearWm2, dniClearWm2, out, ...rest } = input;
  const measured = dirint(rest);
  const clear = dirint({ ...rest, ghiWm2: ghiClearWm2 });
  const result = outColumn(out, measured.length);
  for (let row = 0; row < result.length; row++) {
    const value = (dniClearWm2[row]! * measured[row]!) / clear[row]!;
    result[row] = value < 0 ? 0 : value;
  }
  return result;
}
