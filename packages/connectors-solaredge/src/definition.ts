/** The vendor as data. Each fact is told in the package's README with its source. */
export const solaredgeDefinition = {
  vendor: "solaredge",
  name: "SolarEdge",
  baseUrl: "https://monitoringapi.solaredge.com/v2",
  auth: { kind: "apiKey", header: "X-API-Key" },
  quota: { callsPerMinute: 10, callsPerMonth: 2_000, countedBy: "us" },
  headers: {
    limitPerMinute: "x-ratelimit-limit-minute",
    remainingPerMinute: "x-ratelimit-remaining-minute",
  },
  paging: { maxSpanHours: { QUARTER_HOUR: 12, HOUR: 24, DAY: 744 }, sitesPerPage: 1_000 },
  resolutionMinutes: 15,
  /** Later values for the same bucket come after a gap in communication. */
  settleHours: 48,
  history: "since installationDate",
  time: { asked: "local without offset", answered: "with offset", zone: "site.location.timezone" },
  retired: { api: "V1", status: 410, isRetryable: false },
} as const;
