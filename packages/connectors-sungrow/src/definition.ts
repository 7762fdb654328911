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
  /** An account lives on exactly one of them. */
  gateways: {
    eu: "https://gateway.isolarcloud.eu",
    international: "https://gateway.isolarcloud.com.hk",
    china: "https://gateway.isolarcloud.com",
    australia: "https://augateway.isolarcloud.com",
    india: "https://gateway.isolarcloud.in",
  },
  /** Sent with every call. */
  common: { lang: "_en_US", sysCode: "901" },
  /** `result_code` by which a reply with HTTP 200 refuses. */
  refusals: {
    auth: ["E00003", "E900", "E912", "E914", "E919"],
    rate: ["E998", "E999"],
    invalid: ["009", "010"],
  },
  maxPointsPerCall: 100,
  /** Not documented; lists of a page are not longer either. */
  maxDevicesPerCall: 50,
  pageSize: 100,
  maxConcurrent: 1,
  /** Hours of a series that one call gives. */
  seriesHours: 3,
  resolutionMinutes: 5,
  /** Not published: users tell of 1,000 to 2,000. */
  callsPerHour: 1_000,
} as const;

export const SUCCESS_CODE = "1";
