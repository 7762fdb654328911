import { RADIANS } from "../angle.ts";
import type { NumberOrColumn } from "../column.ts";
import { mapNamed } from "../column-map.ts";
import type { ClearSky } from "./clear-sky-types.ts";

/** Inputs of {@link bird}. */
export interface BirdInput<Value = NumberOrColumn> {
  /** Zenith [deg]. */
  readonly zenithDeg: Value;
  /** Relative air mass; NaN below the horizon. */
  readonly airmassRelative: Value;
  /** Aerosol optical depth at 380 nm. */
  readonly aod380: Value;
  /** Aerosol optical depth at 500 nm. */
  readonly aod500: Value;
  /** Precipitable water [cm]. */
  readonly precipitableWaterCm: Value;
  /** Ozone [atm-cm]. Default 0.3. */
  readonly ozoneAtmCm?: Value;
  /** Air pressure [Pa]. Default 101 325. */
  readonly pressurePa?: Value;
  /** Extraterrestrial normal irradiance [W/m²]. Default 1364. */
  readonly dniExtraWm2?: Value;
  /** Share of aerosol scattering that goes forward. Default 0.85. */
  readonly asymmetry?: number;
  /** Reflectance of the ground. Default 0.2. */
  readonly albedo?: number;
}

/** Answer of {@link bird}. */
export interface BirdClearSky<Value = number> extends ClearSky<Value> {
  /** Direct, on the horizontal plane [W/m²]. */
  readonly directHorizontalWm2: Value;
}

const NAMES = ["ghiWm2", "dniWm2", "dhiWm2", "directHorizontalWm2"] as const;

function ozoneTransmittance(ozone: number, airmass: number): number {
  const path = ozone * airmass;
  return (
    1 -
    0.1611 * path * (1 + 139.48 * path) ** -0.3034 -
    (0.002715 * path) / (1 + 0.044 * path + 0.0003 * path * path)
  );
}

function waterTransmittance(water: number, airmass: number): number {
  const path = airmass * water;
  return 1 - (2.4959 * path) / ((1 + 79.034 * path) ** 0.6828 + 6.385 * path);
}

function fillRow(cells: Float64Array, asymmetry: number, albedo: number, into: Float64Array): void {
  const [zenith, airmass, aod380, aod500] = [cells[0]!, cells[1]!, cells[2]!, cells[3]!];
  const extra = cells[7]!;
  const pressed = (airmass * cells[6]!) / 101_325;
  const rayleigh = Math.exp(-0.0903 * pressed ** 0.84 * (1 + pressed - pressed ** 1.01));
  const gases = Math.exp(-0.0127 * pressed ** 0.26);
  const clear =
    gases * ozoneTransmittance(cells[5]!, airmass) * waterTransmittance(cells[4]!, airmass);
  const depth = 0.27583 * aod380 + 0.35 * aod500;
  const aerosol = Math.exp(-(depth ** 0.873) * (1 + depth - depth ** 0.7088) * airmass ** 0.9108);
  const absorbed = 1 - 0.1 * (1 - airmass + airmass ** 1.06) * (1 - aerosol);
  const scattered = 1 - aerosol / absorbed;
  const reflected = 0.0685 + (1 - asymmetry) * scattered;
  const direct = 0.9662 * extra * aerosol * clear * rayleigh;
  const cosZenith = zenith < 90 ? Math.cos(zenith * RADIANS) : 0;
  const horizontal = direct * cosZenith;
  const sky =
    (extra * cosZenith * 0.79 * clear * absorbed * (0.5 * (1 - rayleigh) + asymmetry * scattered)) /
    (1 - airmass + airmass ** 1.02);
  const global = (horizontal + sky) / (1 - albedo * reflected);
  into[0] = global;
  into[1] = direct;
  into[2] = global - horizontal;
  into[3] = horizontal;
}

/**
 * Clear-sky irradiance by Bird and Hulstrom, from transmittances of Rayleigh scattering, ozone, gases, water, aerosol.
 *
 * @returns irradiance [W/m²]; `NaN` at night (the air mass is) and where an input is `NaN`
 * @throws RangeError when columns differ in length
 * @see R. E. Bird, R. L. Hulstrom, "A simplified clear sky model for direct and diffuse insolation on horizontal
 * surfaces", SERI/TR-642-761, 1981, doi:10.2172/6510849
 * @example
 * const sky = { zenithDeg: 45, airmassRelative: 1.41, aod380: 0.15, aod500: 0.1, precipitableWaterCm: 1.5 };
 * bird(sky).ghiWm2; // 729.6…
 */
export function bird(input: BirdInput<number>): BirdClearSky;
export function bird(
  input: BirdInput & { readonly out?: Partial<BirdClearSky<Float64Array>> },
): BirdClearSky<Float64Array>;
export function bird(
  input: BirdInput & { readonly out?: Partial<BirdClearSky<Float64Array>> },
): BirdClearSky<NumberOrColumn> {
  const { ozoneAtmCm = 0.3, pressurePa = 101_325, dniExtraWm2 = 1364 } = input;
  const { asymmetry = 0.85, albedo = 0.2 } = input;
  const inputs = [
    input.zenithDeg,
    input.airmassRelative,
    input.aod380,
    input.aod500,
    input.precipitableWaterCm,
    ozoneAtmCm,
    pressurePa,
    dniExtraWm2,
  ];
  return mapNamed(NAMES, inputs, input.out, (cells, into) => {
    fillRow(cells, asymmetry, albedo, into);
  });
}
