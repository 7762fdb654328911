import type { FieldRule } from "@solarmon/connectors-kit";

/** A row of the field map, with what its time means. */
export interface WeatherRule extends FieldRule {
  /** `preceding`: the mean of the interval that ends at the time given. */
  readonly time: "preceding" | "instant";
}

const SOURCE = "Open-Meteo documentation";

function mean(field: string, point: string): WeatherRule {
  return { field, point, unit: "W/m²", time: "preceding", source: SOURCE };
}

function instant(field: string, point: string, unit: string): WeatherRule {
  return { field, point, unit, time: "instant", source: SOURCE };
}

/** The first row that carries a value wins where two name one point: means come before instants. */
export const RULES: readonly WeatherRule[] = [
  mean("shortwave_radiation", "ghi"),
  mean("direct_normal_irradiance", "dni"),
  mean("diffuse_radiation", "dhi"),
  mean("global_tilted_irradiance", "poaIrradiance"),
  instant("shortwave_radiation_instant", "ghi", "W/m²"),
  instant("direct_normal_irradiance_instant", "dni", "W/m²"),
  instant("diffuse_radiation_instant", "dhi", "W/m²"),
  instant("global_tilted_irradiance_instant", "poaIrradiance", "W/m²"),
  instant("temperature_2m", "ambientTemperature", "°C"),
  instant("wind_speed_10m", "windSpeed", "km/h"),
  instant("windspeed_10m", "windSpeed", "km/h"),
  instant("snow_depth", "snowDepth", "m"),
];

/** `current_weather`, which was there before `current`. */
export const FORMER_RULES: readonly WeatherRule[] = [
  instant("temperature", "ambientTemperature", "°C"),
  instant("windspeed", "windSpeed", "km/h"),
];

/** Units that Open-Meteo writes in a way of its own. */
export const UNIT_SPELLINGS: ReadonlyMap<string, string> = new Map([["mp/h", "mph"]]);
