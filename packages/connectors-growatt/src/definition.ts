/**
 * The vendor as data. Marks tell how sure a fact is: `[2]` two independent sources, `[1]` one, `[?]` to be checked on an
 * account. The sources are in the package's README.
 */
export const growattDefinition = {
  vendor: "growatt",
  name: "Growatt",
  level: "documented, not proven on a device",
  /** An account lives in exactly one region; another host answers error −1. [1] */
  baseUrls: {
    rest: "https://openapi.growatt.com",
    china: "https://openapi-cn.growatt.com",
    northAmerica: "https://openapi-us.growatt.com",
    australia: "https://openapi-au.growatt.com",
  },
  auth: { kind: "apiKey", header: "token", mark: "[2]" },
  endpoints: [
    { name: "plant-data", method: "GET", path: "/v1/plant/data" },
    { name: "plant-power", method: "GET", path: "/v1/plant/power" },
    { name: "plant-energy", method: "GET", path: "/v1/plant/energy" },
    { name: "tlx-last-data", method: "POST", path: "/v1/device/tlx/tlx_last_data" },
    { name: "tlx-data", method: "POST", path: "/v1/device/tlx/tlx_data" },
    { name: "mix-last-data", method: "POST", path: "/v1/device/mix/mix_last_data" },
    { name: "mix-data", method: "POST", path: "/v1/device/mix/mix_data" },
    { name: "inverter-last-data", method: "GET", path: "/v1/device/inverter/last_new_data" },
    { name: "inverter-data", method: "GET", path: "/v1/device/inverter/data" },
    { name: "query-last-data", method: "POST", path: "/v4/new-api/queryLastData" },
    { name: "query-historical-data", method: "POST", path: "/v4/new-api/queryHistoricalData" },
  ],
  /** Numbers in `type` of a device list. [2] */
  deviceTypes: {
    inverter: 1,
    storage: 2,
    other: 3,
    max: 4,
    sph: 5,
    spa: 6,
    min: 7,
    pcs: 8,
    hps: 9,
    pbd: 10,
  },
  concurrency: 1,
  /** One call of a resource per device in five minutes, else error 10012. [2] */
  quota: { callsPerResource: 1, periodMinutes: 5, waitMinutes: 5, mark: "[2]" },
  paging: { pageField: "page", sizeField: "perpage", maxSize: 100, maxPages: 250, mark: "[1]" },
  resolutionMinutes: 5,
  history: { maxSpanDays: 7, depth: "since installation", mark: "[?]" },
  /** Loggers send what they could not send before. [?] */
  settleHours: 48,
  time: {
    rows: "local, without an offset",
    zone: "that of the plant; plant-data names it as GMT±n, which may keep no daylight time",
    mark: "[?]",
  },
} as const;
