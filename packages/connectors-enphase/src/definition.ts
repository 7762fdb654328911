/** What is to know about Enphase, as data. */
export const VENDOR = {
  name: "enphase",
  endpoints: [
    { name: "production", text: "gateway /production.json[?details=1] and /production" },
    { name: "api-v1-production", text: "gateway /api/v1/production" },
    { name: "inverters", text: "gateway /api/v1/production/inverters" },
    { name: "device-data", text: "gateway /ivp/pdm/device_data" },
    { name: "pdm-energy", text: "gateway /ivp/pdm/energy" },
    {
      name: "meters-readings",
      text: 'gateway /ivp/meters/readings; or {"meters": …, "readings": …} with /ivp/meters beside it',
    },
    { name: "meters-reports", text: "gateway /ivp/meters/reports" },
    { name: "ensemble-inventory", text: "gateway /ivp/ensemble/inventory" },
    { name: "ensemble-power", text: "gateway /ivp/ensemble/power" },
    { name: "ensemble-secctrl", text: "gateway /ivp/ensemble/secctrl" },
    { name: "livedata-status", text: "gateway /ivp/livedata/status" },
    { name: "cloud-production-micro", text: "v4 …/telemetry/production_micro" },
    { name: "cloud-production-meter", text: "v4 …/telemetry/production_meter" },
    { name: "cloud-consumption-meter", text: "v4 …/telemetry/consumption_meter" },
    { name: "cloud-battery", text: "v4 …/telemetry/battery, and of one Encharge" },
    { name: "cloud-energy-import", text: "v4 …/energy_import_telemetry" },
    { name: "cloud-energy-export", text: "v4 …/energy_export_telemetry" },
    { name: "cloud-micro", text: "v4 …/devices/micros/{serial}/telemetry" },
    { name: "cloud-rgm-stats", text: "v4 …/rgm_stats" },
    { name: "cloud-production-readings", text: "v4 …/production_meter_readings" },
    { name: "cloud-latest-telemetry", text: "v4 …/latest_telemetry" },
    { name: "cloud-summary", text: "v4 …/summary" },
    { name: "cloud-inverters-summary", text: "v4 /systems/inverters_summary_by_envoy_or_site" },
    { name: "cloud-live-data", text: "v4 …/live_data: an event, or the stream of them" },
  ],
  local: {
    /** Firmware below 7: HTTP Digest; from 7 on: a token of Enphase's cloud. */
    auth: "bearer",
    pollIntervalMs: { min: 60_000, inverters: 300_000 },
    maxConnections: 1,
    requestTimeoutMs: 45_000,
    historyDepthMs: 0,
    settleTimeMs: 0,
    timeRule: "epochSeconds",
  },
  cloud: {
    auth: "oauth2",
    baseUrl: "https://api.enphaseenergy.com/api/v4",
    /** Plan "Watt"; counted per application, over all of its systems. */
    quotas: { perMinute: 10, perMonth: 1_000 },
    /** One day a call for 5-minute telemetry; lists by page of 100. */
    paging: { kind: "page", maxSize: 100 },
    /** Two years. */
    historyDepthMs: 63_072_000_000,
    /** Gateways report every 15 minutes by wire, every 6 hours by cellular modem. */
    settleTimeMs: 86_400_000,
    /** Intervals are stamped with their end in epoch seconds; readings with their start. */
    timeRule: "epochSecondsOfIntervalEnd",
  },
} as const;
