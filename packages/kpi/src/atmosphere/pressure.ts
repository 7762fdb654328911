import type { Into, NumberOrColumn } from "../column.ts";
import { mapColumn } from "../column-map.ts";

/** Pressure of the standard atmosphere at sea level [Pa]. */
export const SEA_LEVEL_PA = 101_325;

/**
 * Air pressure of the standard atmosphere at a height.
 *
 * p = 100·((44331.514 − h) / 11880.516)^(1/0.1902632)
 *
 * @param altitudeM - height above sea level [m], up to 44 331
 * @returns pressure [Pa]; `NaN` for `NaN` and above the range
 * @see Portland State Aerospace Society, "A quick derivation relating altitude to air pressure", 2004
 * @example
 * altitudeToPressure(1830.14); // 81186.46…
 */
export function altitudeToPressure(altitudeM: number): number;
export function altitudeToPressure(altitudeM: Float64Array, options?: Into): Float64Array;
export function altitudeToPressure(altitudeM: NumberOrColumn, options: Into = {}): NumberOrColumn {
  return mapColumn(
    altitudeM,
    options.out,
    (altitude) => 100 * ((44331.514 - altitude) / 11880.516) ** (1 / 0.1902632),
  );
}

/**
 * Height in the standard atmosphere at which an air pressure prevails.
 *
 * h = 44331.5 − 4946.62·p^0.190263; undoes {@link altitudeToPressure} to some 0.2 m only, as its source does.
 *
 * @param pressurePa - pressure [Pa], ≥ 0
 * @returns height above sea level [m]; `NaN` for `NaN`
 * @see Portland State Aerospace Society, "A quick derivation relating altitude to air pressure", 2004
 * @example
 * pressureToAltitude(81186.47); // 1830.2…
 */
export function pressureToAltitude(pressurePa: number): number;
export function pressureToAltitude(pressurePa: Float64Array, options?: Into): Float64Array;
export function pressureToAltitude(pressurePa: NumberOrColumn, options: Into = {}): NumberOrColumn {
  return mapColumn(pressurePa, options.out, (pressure) => 44331.5 - 4946.62 * pressure ** 0.190263);
}
