import { RADIANS } from "../angle.ts";
import {
  cellsOf,
  type NumberOrColumn,
  outColumn,
  rowsOf,
  strideOf,
  zeroUnlessMissing,
} from "../column.ts";
import { expMinusAny, expTable } from "../exp-table.ts";
import type { ClearSky, ClearSkyInto } from "./clear-sky-types.ts";

/** Inputs of {@link ineichen}. */
export interface IneichenInput<Value = NumberOrColumn> {
  /** Apparent zenith [deg]. */
  readonly apparentZenithDeg: Value;
  /** Pressure-corrected air mass; NaN below the horizon. */
  readonly airmassAbsolute: Value;
  readonly linkeTurbidity: Value;
  /** Height above sea level [m]. Default 0. */
  readonly altitudeM?: Value;
  /** Extraterrestrial normal irradiance [W/m²]. Default 1364. */
  readonly dniExtraWm2?: Value;
  /** Adds Perez' factor exp(0.01·AM^1.8) to the global irradiance. Default false. */
  readonly perezEnhancement?: boolean;
}

/** The greater of `value` and 0; 0 for NaN, which 0/0 gives with the sun on the horizon. */
function orZero(value: number): number {
  return value > 0 ? value : 0;
}

/** Factors of the height above sea level. */
interface Height {
  readonly fh1: number;
  readonly fh2: number;
  readonly cg1: number;
  readonly cg2: number;
}

function heightOf(altitude: number): Height {
  return {
    fh1: Math.exp(-altitude / 8000),
    fh2: Math.exp(-altitude / 1250),
    cg1: 5.09e-5 * altitude + 0.868,
    cg2: 3.92e-5 * altitude + 0.0387,
  };
}

/** The model, in a loop of its own; what hangs on altitude or turbidity alone is kept from row to row. */
function fill(input: IneichenInput, rows: number, columns: ClearSky<Float64Array>): void {
  const { altitudeM = 0, dniExtraWm2 = 1364, perezEnhancement = false } = input;
  const [zeniths, zenithStep] = [
    cellsOf(input.apparentZenithDeg),
    strideOf(input.apparentZenithDeg),
  ];
  const [airmasses, airmassStep] = [
    cellsOf(input.airmassAbsolute),
    strideOf(input.airmassAbsolute),
  ];
  const [hazes, hazeStep] = [cellsOf(input.linkeTurbidity), strideOf(input.linkeTurbidity)];
  const [altitudes, altitudeStep] = [cellsOf(altitudeM), strideOf(altitudeM)];
  const [extras, extraStep] = [cellsOf(dniExtraWm2), strideOf(dniExtraWm2)];
  const { ghiWm2, dniWm2, dhiWm2 } = columns;
  const table = expTable();
  let height = heightOf(0);
  let lastAltitude = 0;
  let lastTurbidity = Number.NaN;
  let haze = Number.NaN;
  for (let row = 0; row < rows; row++) {
    const zenith = zeniths[row * zenithStep]!;
    const airmass = airmasses[row * airmassStep]!;
    const turbidity = hazes[row * hazeStep]!;
    const altitude = altitudes[row * altitudeStep]!;
    const extra = extras[row * extraStep]!;
    if (airmass !== airmass) {
      const dark = zeroUnlessMissing(zenith + turbidity + altitude + extra); // night; missing stays missing
      ghiWm2[row] = dark;
      dniWm2[row] = dark;
      dhiWm2[row] = dark;
      continue;
    }
    if (altitude !== lastAltitude) {
      lastAltitude = altitude;
      height = heightOf(altitude);
    }
    if (turbidity !== lastTurbidity) {
      lastTurbidity = turbidity;
      haze = 0.1 - 0.2 * Math.exp(-turbidity);
    }
    const { fh1, fh2, cg1, cg2 } = height;
    const hazy = turbidity - 1;
    const cosZenith = Math.max(Math.cos(zenith * RADIANS), 0);
    const enhancement = perezEnhancement ? Math.exp(0.01 * airmass ** 1.8) : 1;
    const clearness = expMinusAny(cg2 * airmass * (fh1 + fh2 * hazy), table) * enhancement;
    const ghi = cg1 * extra * cosZenith * clearness;
    const beam = extra * (0.664 + 0.163 / fh1) * expMinusAny(0.09 * airmass * hazy, table);
    const share = 1 - haze / (0.1 + 0.882 / fh1);
    const dni = Math.min(beam, ghi * Math.min(orZero(share / cosZenith), 1e20));
    ghiWm2[row] = ghi;
    dniWm2[row] = dni;
    dhiWm2[row] = ghi - dni * cosZenith;
  }
}

/**
 * Clear-sky irradiance by Ineichen and Perez, from the Linke turbidity.
 *
 * GHI = c₁·I₀·cos ζ·exp(−c₂·AM·(f₁ + f₂(T_L − 1))), DNI = min(I₀·b·exp(−0.09·AM·(T_L − 1)), GHI·(1 − (0.1 −
 * 0.2·exp(−T_L))/(0.1 + 0.882/f₁))/cos ζ), DHI = GHI − DNI·cos ζ, with factors of the altitude.
 *
 * @returns irradiance [W/m²]; all 0 when the sun is down (air mass NaN); `NaN` where zenith, turbidity, altitude or
 * extraterrestrial irradiance is `NaN`
 * @throws RangeError when columns differ in length
 * @see P. Ineichen, R. Perez, "A new airmass independent formulation for the Linke turbidity coefficient", Solar Energy
 * 73(3), 151–157, 2002, doi:10.1016/S0038-092X(02)00045-2
 * @example
 * ineichen({ apparentZenithDeg: 45, airmassAbsolute: 1.41, linkeTurbidity: 3 }).ghiWm2; // 710.76…
 */
export function ineichen(input: IneichenInput<number>): ClearSky;
export function ineichen(input: IneichenInput & ClearSkyInto): ClearSky<Float64Array>;
export function ineichen(input: IneichenInput & ClearSkyInto): ClearSky<NumberOrColumn> {
  const { apparentZenithDeg, airmassAbsolute, linkeTurbidity, altitudeM, dniExtraWm2, out } = input;
  const rows = rowsOf(apparentZenithDeg, airmassAbsolute, linkeTurbidity, altitudeM, dniExtraWm2);
  const column = (own: Float64Array | undefined): Float64Array =>
    outColumn(rows < 0 ? undefined : own, Math.abs(rows));
  const columns = {
    ghiWm2: column(out?.ghiWm2),
    dniWm2: column(out?.dniWm2),
    dhiWm2: column(out?.dhiWm2),
  };
  fill(input, Math.abs(rows), columns);
  if (rows >= 0) return columns;
  return {
    ghiWm2: columns.ghiWm2[0]!,
    dniWm2: columns.dniWm2[0]!,
    dhiWm2: columns.dhiWm2[0]!,
  };
}
