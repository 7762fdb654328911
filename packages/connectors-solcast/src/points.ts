import type { FieldRule } from "@solarmon/connectors-kit";

const RECORDED = "recorded estimated actuals";
const DOCUMENTED = "Solcast API documentation";

/** All are estimates: means of a period, from satellites or from a model. */
export const RULES: readonly FieldRule[] = [
  { field: "ghi", point: "ghi", unit: "W/m²", source: RECORDED },
  { field: "dni", point: "dni", unit: "W/m²", source: RECORDED },
  { field: "dhi", point: "dhi", unit: "W/m²", source: RECORDED },
  { field: "gti", point: "poaIrradiance", unit: "W/m²", source: DOCUMENTED },
  { field: "air_temp", point: "ambientTemperature", unit: "°C", source: RECORDED },
  { field: "wind_speed_10m", point: "windSpeed", unit: "m/s", source: DOCUMENTED },
  { field: "snow_depth", point: "snowDepth", unit: "cm", source: DOCUMENTED },
  { field: "pv_estimate", point: "acPower", unit: "kW", source: DOCUMENTED },
  { field: "pv_power_rooftop", point: "acPower", unit: "kW", source: DOCUMENTED },
];
