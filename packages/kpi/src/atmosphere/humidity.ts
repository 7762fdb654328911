import type { Into, NumberOrColumn } from "../column.ts";
import { mapColumns2 } from "../column-map.ts";

/** Magnus form after WMO: saturation pressure over water, factor and offset [°C]. */
const MAGNUS_FACTOR = 17.62;
const MAGNUS_OFFSET_C = 243.12;

function precipitableWater(airC: number, humidityPercent: number): number {
  const kelvin = airC + 273.15;
  const theta = kelvin / 273.15;
  const depth = 0.4976 + 1.5265 * theta + Math.exp(13.6897 * theta - 14.9188 * theta ** 3);
  const hundredth = 100 / kelvin;
  const pressure = Math.exp(
    22.33 - 49.14 * hundredth - 10.922 * hundredth ** 2 - (0.39015 * kelvin) / 100,
  );
  return Math.max(0.1 * depth * ((216.7 * humidityPercent) / (100 * kelvin)) * pressure, 0.1);
}

/**
 * Column of water vapour above a site, from humidity at the ground.
 *
 * @param airC - air temperature [°C], −50 and above
 * @param humidityPercent - relative humidity [%], 0 to 100
 * @returns precipitable water [cm], 0.1 and above; `NaN` where an input is `NaN`
 * @see C. Gueymard, Solar Energy 53(1), 57–71, 1994, doi:10.1016/S0038-092X(94)90606-8
 * @example
 * gueymard94PrecipitableWater(20, 50); // 1.86…
 */
export function gueymard94PrecipitableWater(airC: number, humidityPercent: number): number;
export function gueymard94PrecipitableWater(
  airC: NumberOrColumn,
  humidityPercent: NumberOrColumn,
  options?: Into,
): Float64Array;
export function gueymard94PrecipitableWater(
  airC: NumberOrColumn,
  humidityPercent: NumberOrColumn,
  options: Into = {},
): NumberOrColumn {
  return mapColumns2(airC, humidityPercent, options.out, precipitableWater);
}

/**
 * Dew point from air temperature and relative humidity (Magnus formula).
 *
 * @param airC - air temperature [°C]
 * @param humidityPercent - relative humidity [%], above 0
 * @returns dew point [°C]; −243.12 at 0 %, `NaN` where an input is `NaN`
 * @see WMO No. 8, "Guide to instruments and methods of observation", annex 4.B, 2018
 * @example
 * dewPointFromHumidity(20, 50); // 9.25…
 */
export function dewPointFromHumidity(airC: number, humidityPercent: number): number;
export function dewPointFromHumidity(
  airC: NumberOrColumn,
  humidityPercent: NumberOrColumn,
  options?: Into,
): Float64Array;
export function dewPointFromHumidity(
  airC: NumberOrColumn,
  humidityPercent: NumberOrColumn,
  options: Into = {},
): NumberOrColumn {
  return mapColumns2(airC, humidityPercent, options.out, (air, humidity) => {
    const term = (MAGNUS_FACTOR * air) / (MAGNUS_OFFSET_C + air) + Math.log(humidity / 100);
    return (MAGNUS_OFFSET_C * term) / (MAGNUS_FACTOR - term);
  });
}

/**
 * Relative humidity from air temperature and dew point (Magnus formula).
 *
 * @param airC - air temperature [°C]
 * @param dewPointC - dew point [°C]
 * @returns relative humidity [%]; above 100 when the dew point lies above the air temperature; `NaN` for `NaN`
 * @see WMO No. 8, "Guide to instruments and methods of observation", annex 4.B, 2018
 * @example
 * humidityFromDewPoint(20, 9.27); // 50.0…
 */
export function humidityFromDewPoint(airC: number, dewPointC: number): number;
export function humidityFromDewPoint(
  airC: NumberOrColumn,
  dewPointC: NumberOrColumn,
  options?: Into,
): Float64Array;
export function humidityFromDewPoint(
  airC: NumberOrColumn,
  dewPointC: NumberOrColumn,
  options: Into = {},
): NumberOrColumn {
  return mapColumns2(airC, dewPointC, options.out, (air, dewPoint) => {
    const actual = Math.exp((MAGNUS_FACTOR * dewPoint) / (MAGNUS_OFFSET_C + dewPoint));
    return 100 * (actual / Math.exp((MAGNUS_FACTOR * air) / (MAGNUS_OFFSET_C + air)));
  });
}
