import { RADIANS } from "../angle.ts";
import { kasten1966 } from "../atmosphere/relative-airmass.ts";
import type { NumberOrColumn } from "../column.ts";
import { mapNamed } from "../column-map.ts";
import { spencerExtraOf } from "../solar-position/daily-extra-radiation.ts";
import { clearnessOf } from "./clearness-index.ts";
import { MAX_ZENITH_DEG } from "./diffuse-fraction.ts";

/** Solar constant [W/m²] with which DISC was fitted. */
export const DISC_SOLAR_CONSTANT_WM2 = 1370;
const MAX_AIRMASS = 12;

/** Inputs of {@link disc}. */
export interface DiscInput<Value = NumberOrColumn> {
  /** Global horizontal irradiance [W/m²]. */
  readonly ghiWm2: Value;
  /** True zenith [deg]. */
  readonly zenithDeg: Value;
  /** Instant [epoch ms]; decides the extraterrestrial irradiance of the UTC day. */
  readonly timeMs: Value;
  /** Air pressure [Pa]. Default 101 325. */
  readonly pressurePa?: Value;
}

/** Answer of {@link disc}. */
export interface DiscIrradiance<Value = number> {
  /** Direct normal irradiance [W/m²]. */
  readonly dniWm2: Value;
  readonly clearnessIndex: Value;
  /** Pressure-corrected air mass, at most 12. */
  readonly airmass: Value;
}

const NAMES = ["dniWm2", "clearnessIndex", "airmass"] as const;

/** Transmittance of the direct beam at a clearness index and an air mass, not above 12. */
export function discTransmittance(kt: number, airmass: number): number {
  const isCloudy = kt <= 0.6;
  const a = isCloudy
    ? 0.512 + kt * (-1.56 + kt * (2.286 - 2.222 * kt))
    : -5.743 + kt * (21.77 + kt * (-27.49 + 11.56 * kt));
  const b = isCloudy ? 0.37 + 0.962 * kt : 41.4 + kt * (-118.5 + kt * (66.05 + 31.9 * kt));
  const c = isCloudy
    ? -0.28 + kt * (0.932 - 2.048 * kt)
    : -47.01 + kt * (184.2 + kt * (-222 + 73.81 * kt));
  const clear =
    0.866 + airmass * (-0.122 + airmass * (0.0121 + airmass * (-0.000653 + 1.4e-5 * airmass)));
  return clear - (a + b * Math.exp(c * airmass));
}

/** Air mass of DISC: Kasten 1966, for pressure, at most 12; NaN below the horizon. */
export function discAirmass(zenithDeg: number, pressurePa: number): number {
  return Math.min((kasten1966(zenithDeg) * pressurePa) / 101_325, MAX_AIRMASS);
}

function fillRow(
  cells: Float64Array,
  extraOf: (timeMs: number) => number,
  into: Float64Array,
): void {
  const [ghi, zenith, pressure] = [cells[0]!, cells[1]!, cells[3]!];
  const extra = extraOf(cells[2]!);
  const kt = clearnessOf(ghi, Math.cos(zenith * RADIANS), extra, 1);
  const airmass = discAirmass(zenith, pressure);
  const dni = discTransmittance(kt, airmass) * extra;
  const isNone = (zenith > MAX_ZENITH_DEG || ghi < 0 || dni < 0) && kt === kt;
  into[0] = isNone ? 0 : dni;
  into[1] = kt;
  into[2] = airmass;
}

/**
 * Direct from global irradiance by Maxwell's DISC model.
 *
 * DNI = I₀·(K_clear − (a + b·exp(c·AM))), with K_clear a quartic in the air mass and a, b, c cubics in kt that change at
 * 0.6. I₀ is Spencer's with 1370 W/m², as the model was fitted.
 *
 * @returns DNI [W/m²], clearness index, air mass; DNI is 0 above 87° of zenith and for negative GHI; `NaN` where an input is
 * `NaN`
 * @throws RangeError when columns differ in length
 * @see E. L. Maxwell, "A quasi-physical model for converting hourly global horizontal to direct normal insolation",
 * SERI/TR-215-3087, 1987, doi:10.2172/5987868
 * @example
 * disc({ ghiWm2: 1000, zenithDeg: 10, timeMs: Date.UTC(2019, 5, 21) }).dniWm2; // 766.3…
 */
export function disc(input: DiscInput<number>): DiscIrradiance;
export function disc(
  input: DiscInput & { readonly out?: Partial<DiscIrradiance<Float64Array>> },
): DiscIrradiance<Float64Array>;
export function disc(
  input: DiscInput & { readonly out?: Partial<DiscIrradiance<Float64Array>> },
): DiscIrradiance<NumberOrColumn> {
  const { ghiWm2, zenithDeg, timeMs, pressurePa = 101_325 } = input;
  const extraOf = spencerExtraOf(DISC_SOLAR_CONSTANT_WM2);
  return mapNamed(NAMES, [ghiWm2, zenithDeg, timeMs, pressurePa], input.out, (cells, into) => {
    fillRow(cells, extraOf, into);
  });
}
