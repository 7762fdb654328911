/** What is to know about Sungrow's iSolarCloud, as data. */
export const VENDOR = {
  name: "sungrow",
  endpoints: [
    {
      name: "point-minutes",
      text: "series of 5 to 60 minutes of plants and devices: …PointMinuteDataList, queryMutiPointDataList",
    },
    {
      name: "real-time",
      text: "present values: getDeviceRealTimeData, getPowerStationRealTimeData",
    },
    { name: "plant-list", text: "plants with power and energy: queryPowerStationList, getPsList" },
    {
      name: "plant-statistics",
      text: "power and energy: getPowerStatistics, getPListinfoFromMysql",
    },
    { name: "household-report", text: "a day by 15 minutes: getHouseholdStoragePsReport" },
  ],
  auth: "oauth2, or a token of user name and password; with an app key and a secret",
  /** An account lives on exactly one of them. */
  gateways: [
    "https://gateway.isolarcloud.eu",
    "https://gateway.isolarcloud.com.hk",
    "https://gateway.isolarcloud.com",
    "https://augateway.isolarcloud.com",
    "https://gateway.isolarcloud.in",
  ],
  /** `result_code` by which a reply with HTTP 200 refuses. */
  refusals: {
    auth: ["E00003", "E900", "E912", "E914", "E919"],
    rate: ["E998", "E999"],
    parameter: ["009", "010"],
  },
  maxPointsPerCall: 100,
  pollIntervalMs: { min: 300_000, max: 900_000 },
  /** Local time of the plant, without an offset. */
  timeRule: "local time of the plant; lists: receivedAt",
} as const;

export const SUCCESS_CODE = "1";
