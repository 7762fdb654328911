/** What is to know about OpenDTU, as data. */
export const VENDOR = {
  name: "opendtu",
  endpoints: [
    {
      name: "livedata-status",
      text: "GET /api/livedata/status, of all inverters or with ?inv=SERIAL, firmware of 2022 and later",
    },
    { name: "limit-status", text: "GET /api/limit/status: the power limit of each inverter" },
    {
      name: "mqtt",
      text: "messages in order of arrival: lines of topic and payload, or of JSON {topic, payload, at}",
    },
  ],
  /** Reading needs a log-in only where the owner forbids reading without one. */
  auth: "basic",
  /** The gateway is a microcontroller: one request at a time. */
  maxConnections: 1,
  /** The gateway asks its inverters every 5 s by default. */
  pollIntervalMs: { min: 5_000, max: 60_000 },
  /** Only what is true now. */
  historyDepthMs: 0,
  settleTimeMs: 0,
  /** When the reply came, less the age that the gateway gives. Over MQTT `status/last_update`. */
  timeRule: "receivedAt - data_age",
} as const;

/** The reply does not name the gateway; its sums are kept under this key. */
export const SITE_ID = "site:opendtu";
