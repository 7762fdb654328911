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
  auth: "none; an api key for commercial use",
  hosts: {
    forecast: "https://api.open-meteo.com",
    archive: "https://archive-api.open-meteo.com",
    satellite: "https://satellite-api.open-meteo.com",
  },
  /** More than 10 variables, or more than two weeks, count as more than one call. */
  quota: { callsPerMinute: 600, callsPerHour: 5_000, callsPerDay: 10_000 },
  licence: "CC-BY 4.0: name Open-Meteo as the source",
  /** What the archive lags behind: 5 days. */
  settleTimeMs: 432_000_000,
  timeRule: "means end at their time; ask with timeformat=unixtime",
} as const;

/** Parts of a reply that hold a series, and how long a value of it is the mean of [ms]. */
export const SERIES: readonly (readonly [name: string, intervalMs: number])[] = [
  ["hourly", 3_600_000],
  ["minutely_15", 900_000],
];
