/**
 * The vendor as data. Marks tell how sure a fact is: `[2]` two independent sources, `[1]` one, `[?]` to be checked on an
 * account. The sources are in the package's README.
 */
export const smaDefinition = {
  vendor: "sma",
  name: "SMA Monitoring API",
  level: "documented, not proven on a device",
  baseUrl: "https://monitoring.smaapis.de",
  sandboxUrl: "https://sandbox.smaapis.de/monitoring",
  /** Client id and secret come from SMA's developer contact; the API is paid per plant. [1] */
  auth: {
    kind: "oauth2",
    tokenUrl: "https://auth.smaapis.de/oauth2/token",
    authorizeUrl: "https://auth.smaapis.de/oauth2/auth",
    backchannelUrl: "https://async-auth.smaapis.de/oauth2/v2/bc-authorize",
    accessTokenSeconds: 300,
    consentPollSeconds: 1_800,
    mark: "[1]",
  },
  endpoints: [
    { name: "plants", method: "GET", path: "/v1/plants" },
    { name: "devices", method: "GET", path: "/v1/plants/{plantId}/devices" },
    {
      name: "measurements",
      method: "GET",
      path: "/v1/{plants|devices}/{id}/measurements/sets/{set}/{Recent|Day|Week}?Date=yyyy-MM-dd",
    },
    {
      name: "measurements-as-energy",
      method: "GET",
      path: "/v1/devices/{id}/measurements/sets/{set}/Day?Date=yyyy-MM-dd&ReturnEnergyValues=true",
    },
  ],
  /** Tokens in a bucket of five minutes, as many as the contract says; 429 names no wait. [2] */
  quota: { windowMinutes: 5, waitMinutes: 5, calls: "by contract", mark: "[2]" },
  paging: { daysPerCall: 1, mark: "[1]" },
  resolutionMinutes: 5,
  history: { depth: "[?]" },
  settleHours: 48,
  time: {
    rows: "local, without an offset; END of the interval",
    zone: "IANA, in the reply",
    mark: "[1]",
  },
  /** On the LAN: SunSpec over Modbus TCP, unit 126; meters by multicast. [2] */
  local: {
    modbus: { port: 502, sunspecUnit: 126 },
    speedwire: { group: "239.12.255.254", port: 9_522 },
  },
} as const;
