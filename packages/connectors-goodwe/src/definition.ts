/**
 * The vendor as data. Marks tell how sure a fact is: `[2]` two independent sources, `[1]` one, `[?]` to be checked on an
 * account. The sources are in the package's README.
 */
export const goodweDefinition = {
  vendor: "goodwe",
  name: "GoodWe SEMS",
  level: "documented, not proven on a device",
  /** The portal's own interface, which GoodWe does not document and may change. */
  isOfficial: false,
  address: "https://www.semsportal.com/api",
  login: {
    path: "/v3/Common/CrossLogin",
    /** Who is nobody yet says so. */
    token: '{"version":"3.1.1","client":"ios","language":"en"}',
    /** The one of SEMS+ is not used: its password is an MD5. */
    plus: "https://semsplus.goodwe.com/web/sems/sems-user/api/v1/auth/cross-login",
    mark: "[1]",
  },
  /** After the log-in: the base that its answer names, and the whole answer as JSON in a header. */
  auth: { kind: "session", header: "token", baseUrlFrom: "api", mark: "[2]" },
  endpoints: [
    {
      name: "monitor-detail",
      method: "POST",
      path: "v3/PowerStation/GetMonitorDetailByPowerstationId",
    },
    { name: "plant-power-chart", method: "POST", path: "v2/Charts/GetPlantPowerChart" },
    { name: "chart-by-plant", method: "POST", path: "v2/Charts/GetChartByPlant" },
    { name: "station-ids", method: "POST", path: "PowerStation/GetPowerStationIdByOwner" },
  ],
  /** Two sessions of one account end each other: use a visitor's account. [1] */
  concurrency: 1,
  /** GY0429 asks for five minutes. [2] */
  quota: { minSpacingSeconds: 60, waitSeconds: 300, mark: "[1]" },
  paging: { daysPerCall: 1, mark: "[1]" },
  resolutionMinutes: 5,
  history: { depth: "[?]" },
  settleHours: 48,
  time: {
    inverters:
      "last_time, milliseconds UTC; texts only where month and day cannot be taken for each other",
    chart: "HH:mm of the day asked for, local",
    zone: "asked of the user",
    mark: "[?]",
  },
} as const;
