/** What is to know about the Powerwall's local gateway, as data. */
export const VENDOR = {
  name: "tesla",
  endpoints: [
    { name: "meters-aggregates", text: "/api/meters/aggregates: site, battery, load, solar" },
    { name: "system-status", text: "/api/system_status: each Powerwall" },
    { name: "system-status-soe", text: "/api/system_status/soe: state of charge" },
    { name: "vitals", text: "/api/devices/vitals decoded to JSON; gone from firmware 23.44 on" },
  ],
  /** POST /api/login/Basic as "customer" with the last 5 characters of the gateway's password; a cookie for a day. */
  auth: "session",
  sessionMs: 86_400_000,
  /** Too many log-ins answer 429 and lock for minutes. */
  lockedMs: 300_000,
  /** The gateway measures every few seconds and likes to be asked rarely. */
  pollIntervalMs: 30_000,
  maxConcurrent: 1,
  timeRule: "offsetInText, epochSeconds (vitals), receivedAt (system_status, soe)",
} as const;
