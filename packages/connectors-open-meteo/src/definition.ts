/** What is to know about Open-Meteo, as data. */
export const VENDOR = {
  name: "open-meteo",
  endpoints: [
    { name: "forecast", text: "/v1/forecast: hourly, minutely_15 and current values" },
    {
      name: "archive",
      text: "/v1/archive, of models and of satellites: hourly values of the past",
    },
  ],
  /** Without a key for what is not commercial. */
  auth: "api_key",
  hosts: { free: "https://api.open-meteo.com", withKey: "https://customer-api.open-meteo.com" },
  /** Each place counts; more than 10 variables, or more than two weeks, count as more than one call. */
  quotas: [
    { name: "minute", limit: 600, period: "minute" },
    { name: "hour", limit: 5_000, period: "hour" },
    { name: "day", limit: 10_000, period: "day" },
  ],
  licence: "CC-BY 4.0: name Open-Meteo as the source",
  /** Runs of the models follow each other every few hours; the newest one of a day is there a day later. */
  settleTimeMs: 86_400_000,
  /** The forecast tells 92 days of the past. */
  historyDays: 90,
  /** So that a call is of less than two weeks, whatever is added at its ends. */
  historySpanDays: 7,
  timeRule: "means end at their time; ask with timeformat=unixtime",
} as const;

/** Parts of a reply that hold a series, and how long a value of it is the mean of [ms]. */
export const SERIES: readonly (readonly [name: string, intervalMs: number])[] = [
  ["hourly", 3_600_000],
  ["minutely_15", 900_000],
];

/** What is asked for, as means and instants of quarters of an hour. Tilted irradiance is better worked out from these. */
export const VARIABLES = [
  "shortwave_radiation",
  "direct_normal_irradiance",
  "diffuse_radiation",
  "temperature_2m",
  "wind_speed_10m",
] as const;

/** Length of a row [ms]. */
export const STEP_MS = 900_000;
