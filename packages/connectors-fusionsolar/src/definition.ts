/** The vendor as data. Each fact is told in the package's README with its source. */
export const fusionsolarDefinition = {
  vendor: "fusionsolar",
  name: "Huawei FusionSolar",
  baseUrl: "https://{region}.fusionsolar.huawei.com/thirdData",
  auth: { kind: "session", header: "XSRF-TOKEN", validMinutes: 30, loginsPerTenMinutes: 5 },
  /** One user per installation: a second log-in ends the first session. */
  concurrency: 1,
  quota: { minSpacingSeconds: 60, devicesPerFiveMinutes: 100, dailyCallsBase: 24 },
  paging: { plantsPerCall: 100, devicesPerCall: 100, historyDevices: 10, historyDays: 3 },
  resolutionMinutes: 5,
  settleHours: 48,
  historyDays: 365,
  time: { rows: "milliseconds UTC", realTime: "params.currentTime", zone: "asked of the user" },
} as const;
