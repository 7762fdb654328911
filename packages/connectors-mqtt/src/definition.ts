/** What is to know about the shapes, as data. */
export const VENDOR = {
  name: "mqtt",
  endpoints: [
    { name: "tasmota", text: "tele/…/SENSOR of a plug or meter behind an inverter: production" },
    { name: "tasmota-grid", text: "the same at the grid connection: import and export" },
    { name: "tasmota-load", text: "the same at a consumer: consumption" },
    { name: "venus", text: "N/{portalId}/… of a Victron GX device" },
    { name: "thingsboard", text: "v1/devices/me/telemetry and v1/gateway/telemetry" },
    { name: "generic", text: "a mapping as JSON, an empty line, then the messages" },
  ],
  /** Log-in of the broker, not of the device. */
  auth: "basic",
  /** Messages come when they come; what has arrived is handed out, and a lost connection made again, so often. */
  pollIntervalMs: 10_000,
  /** Time in the payload, else time of arrival; kept messages have no time of arrival. */
  timeRule: "payload, else receivedAt unless retained",
} as const;
