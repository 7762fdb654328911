/** The vendor as data. Each fact is told in the package's README with its source. */
export const soliscloudDefinition = {
  vendor: "soliscloud",
  name: "SolisCloud",
  baseUrl: "https://www.soliscloud.com:13333",
  apiPath: "/v1/api",
  auth: { kind: "signature", hash: "HMAC-SHA1", maxClockErrorMinutes: 15 },
  concurrency: 1,
  quota: { callsPerSecond: 2, spacingMs: 600 },
  paging: { pageField: "pageNo", sizeField: "pageSize", maxSize: 100 },
  resolutionMinutes: 5,
  settleHours: 48,
  time: { rows: "milliseconds UTC as text", days: "dateStr, local", zone: "asked of the user" },
} as const;
