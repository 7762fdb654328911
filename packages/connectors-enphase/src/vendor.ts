/** Kinds of replies that the decoder knows. */
export const ENDPOINTS = [
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
  { name: "cloud-energy-lifetime", text: "v4 …/energy_lifetime: energy of each local day" },
  { name: "cloud-micro", text: "v4 …/devices/micros/{serial}/telemetry" },
  { name: "cloud-rgm-stats", text: "v4 …/rgm_stats" },
  { name: "cloud-production-readings", text: "v4 …/production_meter_readings" },
  { name: "cloud-latest-telemetry", text: "v4 …/latest_telemetry" },
  { name: "cloud-summary", text: "v4 …/summary" },
  { name: "cloud-inverters-summary", text: "v4 /systems/inverters_summary_by_envoy_or_site" },
  { name: "cloud-live-data", text: "v4 …/live_data: an event, or the stream of them" },
] as const;

/** Names of the two ways in: the gateway in the local network, and the cloud. */
export const GATEWAY = "enphase";
export const CLOUD = "enphase-cloud";
