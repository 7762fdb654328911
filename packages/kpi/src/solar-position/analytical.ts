import type { Into, NumberOrColumn } from "../column.ts";
import { mapRows } from "../column-map.ts";

/** Inputs of {@link solarZenithAnalytical}; all in radians. */
export interface AnalyticalZenithInput<Value = NumberOrColumn> {
  readonly latitudeRad: Value;
  readonly hourAngleRad: Value;
  readonly declinationRad: Value;
}

/**
 * Zenith angle of the sun from spherical trigonometry, without refraction or parallax.
 *
 * cos ζ = cos δ·cos φ·cos ω + sin δ·sin φ
 *
 * @returns zenith angle [rad]; `NaN` where an input is `NaN`
 * @see J. A. Duffie, W. A. Beckman, "Solar Engineering of Thermal Processes", 3rd ed., p. 14, 2006
 * @example
 * solarZenithAnalytical({ latitudeRad: 0.5, hourAngleRad: 0, declinationRad: 0.2 }); // 0.3
 */
export function solarZenithAnalytical(input: AnalyticalZenithInput<number>): number;
export function solarZenithAnalytical(input: AnalyticalZenithInput & Into): Float64Array;
export function solarZenithAnalytical(input: AnalyticalZenithInput & Into): NumberOrColumn {
  const inputs = [input.latitudeRad, input.hourAngleRad, input.declinationRad];
  return mapRows(inputs, input.out, (cells) => {
    const [latitude, hour, declination] = [cells[0]!, cells[1]!, cells[2]!];
    return Math.acos(
      Math.cos(declination) * Math.cos(latitude) * Math.cos(hour) +
        Math.sin(declination) * Math.sin(latitude),
    );
  });
}

/** Inputs of {@link solarAzimuthAnalytical}; all in radians. */
export interface AnalyticalAzimuthInput<
  Value = NumberOrColumn,
> extends AnalyticalZenithInput<Value> {
  /** Zenith angle, of {@link solarZenithAnalytical}. */
  readonly zenithRad: Value;
}

/** Cosine of the azimuth from south; 1 at the poles and in the zenith, where the azimuth has no meaning. */
function azimuthCosine(numerator: number, denominator: number): number {
  if (Math.abs(denominator) <= 1e-8) return 1;
  const cosine = numerator / denominator;
  if (Math.abs(cosine - 1) <= 1e-8) return 1;
  return Math.abs(cosine + 1) <= 1e-8 ? -1 : cosine;
}

/**
 * Azimuth of the sun from spherical trigonometry.
 *
 * cos(γ − 180°) = (cos ζ·sin φ − sin δ) / (sin ζ·cos φ), with the sign of the hour angle.
 *
 * @returns azimuth [rad], clockwise from north, 0 to 2π; `NaN` where an input is `NaN`
 * @see J. A. Duffie, W. A. Beckman, "Solar Engineering of Thermal Processes", 3rd ed., p. 14, 2006
 * @example
 * solarAzimuthAnalytical({ latitudeRad: 0.5, hourAngleRad: 0, declinationRad: 0.2, zenithRad: 0.3 }); // π: south
 */
export function solarAzimuthAnalytical(input: AnalyticalAzimuthInput<number>): number;
export function solarAzimuthAnalytical(input: AnalyticalAzimuthInput & Into): Float64Array;
export function solarAzimuthAnalytical(input: AnalyticalAzimuthInput & Into): NumberOrColumn {
  const inputs = [input.latitudeRad, input.hourAngleRad, input.declinationRad, input.zenithRad];
  return mapRows(inputs, input.out, (cells) => {
    const [latitude, hour, declination, zenith] = [cells[0]!, cells[1]!, cells[2]!, cells[3]!];
    const numerator = Math.cos(zenith) * Math.sin(latitude) - Math.sin(declination);
    const cosine = azimuthCosine(numerator, Math.sin(zenith) * Math.cos(latitude));
    return Math.sign(hour) * Math.acos(cosine) + Math.PI;
  });
}
