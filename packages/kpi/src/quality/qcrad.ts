import { rowsOf } from "../column.ts";
import { outMask, type Mask } from "../mask.ts";

/** Upper limit multiplier·I₀·cosᵉ(zenith) + offset, and a constant lower limit; both exclusive. */
export interface QcradLimit {
  readonly multiplier: number;
  readonly exponent: number;
  readonly offsetWm2: number;
  readonly lowWm2: number;
}

/** Limits of the three components of irradiance. */
export interface QcradLimits {
  readonly ghi: QcradLimit;
  readonly dhi: QcradLimit;
  readonly dni: QcradLimit;
}

/** Beyond these a value is impossible. */
export const QCRAD_PHYSICAL_LIMITS: QcradLimits = {
  ghi: { multiplier: 1.5, exponent: 1.2, offsetWm2: 100, lowWm2: -4 },
  dhi: { multiplier: 0.95, exponent: 1.2, offsetWm2: 50, lowWm2: -4 },
  dni: { multiplier: 1, exponent: 0, offsetWm2: 0, lowWm2: -4 },
};

/** Beyond these a value is extremely rare. */
export const QCRAD_EXTREME_LIMITS: QcradLimits = {
  ghi: { multiplier: 1.2, exponent: 1.2, offsetWm2: 50, lowWm2: -2 },
  dhi: { multiplier: 0.75, exponent: 1.2, offsetWm2: 30, lowWm2: -2 },
  dni: { multiplier: 0.95, exponent: 0.2, offsetWm2: 10, lowWm2: -2 },
};

const RADIANS = Math.PI / 180;

/**
 * Whether a component of irradiance is possible for the sun's height.
 *
 * @param irradianceWm2 - GHI, DHI or DNI [W m⁻²]
 * @param zenithDeg - zenith of the sun [deg]; below the horizon its cosine counts as 0
 * @param extraterrestrialWm2 - extraterrestrial normal irradiance [W m⁻²]
 * @param limit - one of {@link QCRAD_PHYSICAL_LIMITS} or {@link QCRAD_EXTREME_LIMITS}
 * @returns 1: within; `NaN` is not
 * @see C. N. Long, Y. Shi, Open Atmos. Sci. J. 2, 23–37, 2008, doi:10.2174/1874282300802010023
 * @example
 * const zenith = Float64Array.of(30, 30);
 * checkIrradianceLimitsQcrad(Float64Array.of(900, 2000), zenith, Float64Array.of(1366, 1366), QCRAD_PHYSICAL_LIMITS.ghi); // [1, 0]
 */
export function checkIrradianceLimitsQcrad(
  irradianceWm2: Float64Array,
  zenithDeg: Float64Array,
  extraterrestrialWm2: Float64Array,
  limit: QcradLimit,
  out?: Mask,
): Mask {
  const within = outMask(out, rowsOf(irradianceWm2, zenithDeg, extraterrestrialWm2));
  for (let row = 0; row < within.length; row++) {
    const cosine = Math.max(Math.cos(zenithDeg[row]! * RADIANS), 0);
    const scale = limit.multiplier * extraterrestrialWm2[row]!;
    const high = scale * cosine ** limit.exponent + limit.offsetWm2;
    const value = irradianceWm2[row]!;
    within[row] = value > limit.lowWm2 && value < high ? 1 : 0;
  }
  return within;
}

/** What {@link checkIrradianceConsistencyQcrad} found, each a flag a row. */
export interface QcradConsistency {
  /** GHI agrees with DNI·cos(zenith) + DHI. */
  readonly consistentComponents: Mask;
  /** DHI does not exceed GHI. */
  readonly diffuseRatioOk: Mask;
}

/** Options of {@link checkIrradianceConsistencyQcrad}. */
export interface QcradConsistencyOptions {
  /** Verdict below 50 W m⁻² and beyond 93° zenith, where the tests say nothing. Default false. */
  readonly outsideDomain?: boolean;
}

/** The tests are laxer from 75° zenith on, and end at 93°. */
const LOW_SUN_DEG = 75;
const NIGHT_DEG = 93;
const LEAST_WM2 = 50;

function judge(
  ratio: number,
  irradiance: number,
  zenith: number,
  low: readonly [number, number],
  high: readonly [number, number],
  outside: 0 | 1,
): 0 | 1 {
  const isInDomain =
    irradiance >= LEAST_WM2 && irradiance < Infinity && zenith >= 0 && zenith < NIGHT_DEG;
  if (!isInDomain) return outside;
  const [from, to] = zenith < LOW_SUN_DEG ? low : high;
  return ratio > from && ratio < to ? 1 : 0;
}

/**
 * Whether the components of irradiance agree with each other.
 *
 * GHI over DNI·cos(zenith) + DHI lies in 0.92…1.08 (0.85…1.15 from 75° zenith), DHI over GHI below 1.05 (1.10).
 *
 * @param zenithDeg - zenith of the sun [deg]
 * @param ghiWm2 - global horizontal irradiance [W m⁻²]
 * @param dhiWm2 - diffuse horizontal irradiance [W m⁻²]
 * @param dniWm2 - direct normal irradiance [W m⁻²]
 * @returns flags; night and `NaN` sums give `outsideDomain`
 * @see C. N. Long, Y. Shi, Open Atmos. Sci. J. 2, 23–37, 2008, doi:10.2174/1874282300802010023
 * @example
 * const zenith = Float64Array.of(60);
 * const ghi = Float64Array.of(500);
 * const dhi = Float64Array.of(100);
 * const dni = Float64Array.of(800);
 * checkIrradianceConsistencyQcrad(zenith, ghi, dhi, dni).consistentComponents; // Uint8Array [1]
 */
export function checkIrradianceConsistencyQcrad(
  zenithDeg: Float64Array,
  ghiWm2: Float64Array,
  dhiWm2: Float64Array,
  dniWm2: Float64Array,
  options: QcradConsistencyOptions = {},
): QcradConsistency {
  const rows = rowsOf(zenithDeg, ghiWm2, dhiWm2, dniWm2);
  const outside = options.outsideDomain === true ? 1 : 0;
  const consistentComponents = new Uint8Array(rows);
  const diffuseRatioOk = new Uint8Array(rows);
  for (let row = 0; row < rows; row++) {
    const zenith = zenithDeg[row]!;
    const ghi = ghiWm2[row]!;
    const dhi = dhiWm2[row]!;
    const sum = dniWm2[row]! * Math.cos(zenith * RADIANS) + dhi;
    consistentComponents[row] = judge(ghi / sum, sum, zenith, [0.92, 1.08], [0.85, 1.15], outside);
    diffuseRatioOk[row] = judge(dhi / ghi, ghi, zenith, [0, 1.05], [0, 1.1], outside);
  }
  return { consistentComponents, diffuseRatioOk };
}
