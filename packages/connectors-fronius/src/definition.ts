/** What is to know about the Solar API v1, as data. Source: Fronius operating instructions 42,0410,2012. */
export const VENDOR = {
  name: "fronius",
  endpoints: [
    { name: "powerflow", text: "GetPowerFlowRealtimeData.fcgi: grid, load, battery, inverters" },
    {
      name: "inverter-data",
      text: "GetInverterRealtimeData.cgi, Scope Device (any DataCollection) or System",
    },
    { name: "meter-data", text: "GetMeterRealtimeData.cgi, Scope Device or System" },
    { name: "storage-data", text: "GetStorageRealtimeData.cgi, Scope Device or System" },
    { name: "archive", text: "GetArchiveData.cgi: history of a Datamanager, 5 to 30 min steps" },
    { name: "ohmpilot-data", text: "GetOhmPilotRealtimeData.cgi: carries no point" },
    { name: "inverter-info", text: "GetInverterInfo.cgi: names and ratings, no telemetry" },
    { name: "active-devices", text: "GetActiveDeviceInfo.cgi: serial numbers, no telemetry" },
    { name: "logger-info", text: "GetLoggerInfo.cgi: versions and time zone, no telemetry" },
    { name: "logger-leds", text: "GetLoggerLEDInfo.cgi: lamps, no telemetry" },
    { name: "api-version", text: "GetAPIVersion.cgi: base address of the API, no telemetry" },
  ],
  auth: "none",
  transport: "http",
  /** Requests at once; archive requests never run beside another. */
  maxConcurrent: 2,
  minIntervalMs: { realtime: 4_000, archive: 120_000 },
  pollIntervalMs: { powerflow: 10_000, "inverter-data": 60_000, "meter-data": 60_000 },
  /** Only a Datamanager keeps history; GEN24, Tauro and Verto have no archive. */
  archiveMaxDays: 16,
  /** Realtime values never change afterwards. */
  settleTimeMs: 0,
  timeRule: "offset in Head.Timestamp; meters and storages have an epoch of their own",
} as const;
