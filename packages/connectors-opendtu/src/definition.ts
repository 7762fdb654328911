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
  maxConcurrent: 1,
  /** It asks its inverters every 5 s by default; a reply for each of them every minute is enough to bear. */
  pollIntervalMs: 60_000,
  /** When the reply came, less the age that the gateway gives. Over MQTT `status/last_update`. */
  timeRule: "receivedAt - data_age",
} as const;

/** The reply does not name the gateway; its sums are kept under this key. */
export const SITE_ID = "site:opendtu";

/** Path of what is true now; with `?inv=SERIAL` of one inverter. */
export const LIVEDATA = "/api/livedata/status";
