import { rowsOf } from "../column.ts";
import type { Mask } from "../mask.ts";
import { correlation } from "../statistics/correlation.ts";
import { checkLimits, type LimitOptions } from "./check-limits.ts";

/**
 * Whether air temperatures are plausible: above −35 and below 50 °C.
 *
 * @param airC - ambient dry-bulb temperature [°C]
 * @returns 1: plausible; `NaN` is not
 * @see C. N. Long, Y. Shi, Open Atmos. Sci. J. 2, 23–37, 2008, doi:10.2174/1874282300802010023
 * @example
 * temperatureLimits(Float64Array.of(-35, 20)); // Uint8Array [0, 1]
 */
export function temperatureLimits(airC: Float64Array, options: LimitOptions = {}): Mask {
  return checkLimits(airC, { low: -35, high: 50, ...options });
}

/**
 * Whether relative humidities are plausible: 0 to 100 %, both included.
 *
 * @param humidityPercent - relative humidity [%]
 * @returns 1: plausible; `NaN` is not
 * @see PVAnalytics 0.2.3, `quality.weather.relative_humidity_limits`
 * @example
 * relativeHumidityLimits(Float64Array.of(0, 100.1)); // Uint8Array [1, 0]
 */
export function relativeHumidityLimits(
  humidityPercent: Float64Array,
  options: LimitOptions = {},
): Mask {
  const closed = { low: 0, high: 100, includesLow: true, includesHigh: true };
  return checkLimits(humidityPercent, { ...closed, ...options });
}

/**
 * Whether wind speeds are plausible: from 0, included, to below 50 m/s.
 *
 * @param windMps - wind speed [m s⁻¹]
 * @returns 1: plausible; `NaN` is not
 * @see PVAnalytics 0.2.3, `quality.weather.wind_limits`
 * @example
 * windLimits(Float64Array.of(0, 50)); // Uint8Array [1, 0]
 */
export function windLimits(windMps: Float64Array, options: LimitOptions = {}): Mask {
  return checkLimits(windMps, { low: 0, high: 50, includesLow: true, ...options });
}

/** Options of {@link moduleTemperatureCheck}. */
export interface ModuleTemperatureOptions {
  /** Correlation above which the sensor passes, −1 to 1. Default 0.5. */
  readonly correlationMin?: number;
  /** Leave out rows with `NaN`. Default false: they fail the check, as in the reference. */
  readonly skipMissing?: boolean;
}

/**
 * Whether a module temperature follows the irradiance, by Pearson's correlation: a sensor that fell off does not.
 *
 * @param moduleC - module temperature [°C]
 * @param poaGlobalWm2 - irradiance in the plane of the array [W m⁻²]
 * @see PVAnalytics 0.2.3, `quality.weather.module_temperature_check`
 * @example
 * moduleTemperatureCheck(Float64Array.of(10, 30, 50), Float64Array.of(0, 500, 1000)); // true
 */
export function moduleTemperatureCheck(
  moduleC: Float64Array,
  poaGlobalWm2: Float64Array,
  options: ModuleTemperatureOptions = {},
): boolean {
  const { correlationMin = 0.5, skipMissing = false } = options;
  rowsOf(moduleC, poaGlobalWm2);
  const isKnown = (_: number, row: number): boolean =>
    !skipMissing || !Number.isNaN(moduleC[row]! + poaGlobalWm2[row]!);
  return correlation(moduleC.filter(isKnown), poaGlobalWm2.filter(isKnown)) > correlationMin;
}
