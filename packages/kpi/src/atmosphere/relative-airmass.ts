import { RADIANS } from "../angle.ts";
import type { Into, NumberOrColumn } from "../column.ts";
import { mapColumn, mapColumns2 } from "../column-map.ts";
import { SEA_LEVEL_PA } from "./pressure.ts";
import { zenithPower } from "./zenith-power.ts";

/** Models of {@link relativeAirmass}. */
export type AirmassModel =
  | "kastenyoung1989"
  | "kasten1966"
  | "simple"
  | "pickering2002"
  | "youngirvine1967"
  | "young1994"
  | "gueymard1993"
  | "gueymard2003";

const kastenYoungPower: (zenithDeg: number) => number = zenithPower(96.07995, -1.6364);
const kastenPower: (zenithDeg: number) => number = zenithPower(93.885, -1.253);

/** Kasten and Young 1989 where the zenith's cosine is known; NaN above 90°. */
export function kastenYoungOf(zenithDeg: number, cosZenith: number): number {
  if (!(zenithDeg <= 90)) return Number.NaN;
  return 1 / (cosZenith + 0.50572 * kastenYoungPower(zenithDeg));
}

/** Kasten and Young 1989; NaN above 90°. */
export function kastenYoung1989(zenithDeg: number): number {
  if (!(zenithDeg <= 90)) return Number.NaN;
  return kastenYoungOf(zenithDeg, Math.cos(zenithDeg * RADIANS));
}

/** Kasten 1966; NaN above 90°. */
export function kasten1966(zenithDeg: number): number {
  if (!(zenithDeg <= 90)) return Number.NaN;
  return 1 / (Math.cos(zenithDeg * RADIANS) + 0.15 * kastenPower(zenithDeg));
}

function pickering2002(zenithDeg: number): number {
  const elevation = 90 - zenithDeg;
  return 1 / Math.sin((elevation + 244 / (165 + 47 * elevation ** 1.1)) * RADIANS);
}

function youngIrvine1967(zenithDeg: number): number {
  const secant = 1 / Math.cos(zenithDeg * RADIANS);
  return secant * (1 - 0.0012 * (secant * secant - 1));
}

function young1994(zenithDeg: number): number {
  const c = Math.cos(zenithDeg * RADIANS);
  return (
    (1.002432 * c * c + 0.148386 * c + 0.0096467) /
    (c * c * c + 0.149864 * c * c + 0.0102963 * c + 0.000303978)
  );
}

function gueymard1993(zenithDeg: number): number {
  const bend = 0.00176759 * zenithDeg * (94.37515 - zenithDeg) ** -1.21563;
  return 1 / (Math.cos(zenithDeg * RADIANS) + bend);
}

function gueymard2003(zenithDeg: number): number {
  const bend = (0.48353 * zenithDeg ** 0.095846) / (96.741 - zenithDeg) ** 1.754;
  return 1 / (Math.cos(zenithDeg * RADIANS) + bend);
}

const MODELS: Readonly<Record<AirmassModel, (zenithDeg: number) => number>> = {
  kastenyoung1989: kastenYoung1989,
  kasten1966,
  simple: (zenithDeg) => 1 / Math.cos(zenithDeg * RADIANS),
  pickering2002,
  youngirvine1967: youngIrvine1967,
  young1994,
  gueymard1993,
  gueymard2003,
};

/** Options of {@link relativeAirmass}. */
export interface RelativeAirmassOptions {
  /** Default `"kastenyoung1989"`. */
  readonly model?: AirmassModel;
}

/**
 * Optical air mass relative to the zenith, at sea level.
 *
 * Kasten-Young: 1 / (cos ζ + 0.50572·(96.07995° − ζ)^−1.6364).
 *
 * @param zenithDeg - zenith angle [deg]: the true one for `simple`, `youngirvine1967` and `young1994`, the apparent one
 * for the others; nothing is converted
 * @returns air mass, 1 to some 40; `NaN` above 90° and for `NaN`
 * @see F. Kasten, A. T. Young, "Revised optical air mass tables and approximation formula", Applied Optics 28(22),
 * 4735–4738, 1989, doi:10.1364/AO.28.004735
 * @example
 * relativeAirmass(60); // 1.9942…
 */
export function relativeAirmass(zenithDeg: number, options?: RelativeAirmassOptions): number;
export function relativeAirmass(
  zenithDeg: Float64Array,
  options?: RelativeAirmassOptions & Into,
): Float64Array;
export function relativeAirmass(
  zenithDeg: NumberOrColumn,
  options: RelativeAirmassOptions & Into = {},
): NumberOrColumn {
  const model = MODELS[options.model ?? "kastenyoung1989"];
  return mapColumn(zenithDeg, options.out, (zenith) => (zenith <= 90 ? model(zenith) : Number.NaN));
}

/** Options of {@link absoluteAirmass}. */
export interface AbsoluteAirmassOptions {
  /** Air pressure [Pa]. Default 101 325. */
  readonly pressurePa?: NumberOrColumn;
}

/**
 * Air mass corrected for the pressure of the site: relative air mass · p / 101 325 Pa.
 *
 * @param airmassRelative - of {@link relativeAirmass}
 * @returns absolute air mass; `NaN` for `NaN`
 * @throws RangeError when columns differ in length
 * @see C. Gueymard, "Critical analysis and performance assessment of clear sky solar irradiance models", Solar Energy
 * 51(2), 121–138, 1993, doi:10.1016/0038-092X(93)90074-X
 * @example
 * absoluteAirmass(2, { pressurePa: 81000 }); // 1.598…
 */
export function absoluteAirmass(
  airmassRelative: number,
  options?: { readonly pressurePa?: number },
): number;
export function absoluteAirmass(
  airmassRelative: NumberOrColumn,
  options?: AbsoluteAirmassOptions & Into,
): Float64Array;
export function absoluteAirmass(
  airmassRelative: NumberOrColumn,
  options: AbsoluteAirmassOptions & Into = {},
): NumberOrColumn {
  const { pressurePa = SEA_LEVEL_PA, out } = options;
  return mapColumns2(
    airmassRelative,
    pressurePa,
    out,
    (airmass, pressure) => (airmass * pressure) / SEA_LEVEL_PA,
  );
}
