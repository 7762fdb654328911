/**
 * The vendor as data. Marks tell how sure a fact is: `[2]` two independent sources, `[1]` one, `[?]` to be checked on an
 * account. The sources are in the package's README.
 */
export const victronDefinition = {
  vendor: "victron",
  name: "Victron VRM",
  level: "documented, not proven on a device",
  baseUrl: "https://vrmapi.victronenergy.com/v2",
  auth: { kind: "token", header: "X-Authorization", scheme: "Token", mark: "[2]" },
  endpoints: [
    { name: "diagnostics", method: "GET", path: "/installations/{idSite}/diagnostics?count=1000" },
    { name: "stats", method: "GET", path: "/installations/{idSite}/stats" },
    { name: "installations", method: "GET", path: "/users/{idUser}/installations?extended=1" },
    { name: "system-overview", method: "GET", path: "/installations/{idSite}/system-overview" },
    { name: "alarms", method: "GET", path: "/installations/{idSite}/alarms" },
  ],
  /** A window of 200 calls that refills by about 3 a second; 429 names the wait. [2] */
  quota: { windowCalls: 200, refillPerSecond: 3, retryAfter: true, mark: "[2]" },
  paging: { countField: "count", maxCount: 1_000, mark: "[1]" },
  resolutionMinutes: 15,
  /** The vendor asks not to copy the whole database through the API. [2] */
  history: { intervals: ["15mins", "hours"], depth: "[?]" },
  /** Gateways send what they kept while offline, days later. [2] */
  settleHours: 48,
  time: {
    diagnostics: "seconds UTC per record",
    stats: "milliseconds UTC; start of the interval",
    zone: "IANA, in the list of installations",
    mark: "[1]",
  },
} as const;
