import type { Into, NumberOrColumn } from "../column.ts";
import { mapColumns2, mapRows } from "../column-map.ts";

/** Inputs of {@link angstromAodAtLambda}. */
export interface AngstromAodInput<Value = NumberOrColumn> {
  /** Aerosol optical depth at `fromNm`. */
  readonly aod: Value;
  readonly fromNm: number;
  /** Default 700. */
  readonly toNm?: number;
  /** Ångström exponent. Default 1.14. */
  readonly alpha?: number;
}

/**
 * Aerosol optical depth at another wavelength: aod·(λ₁/λ₀)^−α.
 *
 * @returns aerosol optical depth at `toNm`; `NaN` for `NaN`
 * @see A. Ångström, "On the atmospheric transmission of sun radiation and on dust in the air", Geografiska Annaler 11,
 * 156–166, 1929
 * @example
 * angstromAodAtLambda({ aod: 0.1, fromNm: 500 }); // 0.0681…
 */
export function angstromAodAtLambda(input: AngstromAodInput<number>): number;
export function angstromAodAtLambda(input: AngstromAodInput & Into): Float64Array;
export function angstromAodAtLambda(input: AngstromAodInput & Into): NumberOrColumn {
  const { aod, fromNm, toNm = 700, alpha = 1.14, out } = input;
  const factor = (toNm / fromNm) ** -alpha;
  return mapRows([aod], out, (cells) => cells[0]! * factor);
}

/**
 * Broadband aerosol optical depth from two wavelengths: 0.27583·aod(380 nm) + 0.35·aod(500 nm).
 *
 * @returns broadband aerosol optical depth; `NaN` where an input is `NaN`
 * @see R. E. Bird, R. L. Hulstrom, "Direct insolation models", SERI/TR-335-344, 1980
 * @example
 * birdHulstrom80BroadbandAod(0.15, 0.1); // 0.0764
 */
export function birdHulstrom80BroadbandAod(aod380: number, aod500: number): number;
export function birdHulstrom80BroadbandAod(
  aod380: NumberOrColumn,
  aod500: NumberOrColumn,
  options?: Into,
): Float64Array;
export function birdHulstrom80BroadbandAod(
  aod380: NumberOrColumn,
  aod500: NumberOrColumn,
  options: Into = {},
): NumberOrColumn {
  return mapColumns2(aod380, aod500, options.out, (a, b) => 0.27583 * a + 0.35 * b);
}

/** Inputs of {@link kasten96LinkeTurbidity}. */
export interface KastenTurbidityInput<Value = NumberOrColumn> {
  /** Pressure-corrected air mass. */
  readonly airmassAbsolute: Value;
  /** Precipitable water [cm]. */
  readonly precipitableWaterCm: Value;
  /** Broadband aerosol optical depth. */
  readonly aodBroadband: Value;
}

/**
 * Linke turbidity from water and aerosol, by Kasten's pyrheliometric formula.
 *
 * T_L = (9.4 + 0.9·AM)·(δ_clean + δ_water + δ_aerosol), δ_clean = −0.101 + 0.235·AM^−0.16,
 * δ_water = 0.112·AM^−0.55·w^0.34.
 *
 * @returns Linke turbidity; `NaN` where an input is `NaN`
 * @see F. Kasten, "The Linke turbidity factor based on improved values of the integral Rayleigh optical thickness", Solar
 * Energy 56(3), 239–244, 1996, doi:10.1016/0038-092X(95)00114-7
 * @example
 * kasten96LinkeTurbidity({ airmassAbsolute: 1.5, precipitableWaterCm: 1.4, aodBroadband: 0.1 }); // 3.436…
 */
export function kasten96LinkeTurbidity(input: KastenTurbidityInput<number>): number;
export function kasten96LinkeTurbidity(input: KastenTurbidityInput & Into): Float64Array;
export function kasten96LinkeTurbidity(input: KastenTurbidityInput & Into): NumberOrColumn {
  const { airmassAbsolute, precipitableWaterCm, aodBroadband, out } = input;
  return mapRows([airmassAbsolute, precipitableWaterCm, aodBroadband], out, (cells) => {
    const [airmass, water, aerosol] = [cells[0]!, cells[1]!, cells[2]!];
    const clean = -0.101 + 0.235 * airmass ** -0.16;
    const vapour = 0.112 * airmass ** -0.55 * water ** 0.34;
    return (9.4 + 0.9 * airmass) * (clean + vapour + aerosol);
  });
}
