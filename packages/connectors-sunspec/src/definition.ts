/** What is to know about SunSpec over Modbus, as data. */
export const VENDOR = {
  name: "sunspec",
  endpoints: [
    {
      name: "registers",
      text: "dump of holding registers: lines [address]: 0xHHHH …, or the bare bytes from SunS on",
    },
    { name: "device-json", text: "models by point name, as SunSpec's own tools write them" },
  ],
  auth: "none",
  transport: "modbus-tcp",
  /** TCP ports by manufacturer; 502 unless named. */
  ports: { default: 502, SolarEdge: 1502 },
  /** Modbus unit ids by manufacturer; 1 unless named. */
  unitIds: { default: 1, SMA: 126, "Fronius meter": 200 },
  /** SolarEdge accepts one connection; others answer slowly when there are more. */
  maxConnections: 1,
  /** Registers a request may ask for. */
  maxRegisters: 125,
  pollIntervalMs: { min: 5_000, max: 60_000 },
  /** Registers hold what is true now: there is no history, and no value changes afterwards. */
  historyDepthMs: 0,
  settleTimeMs: 0,
  timeRule: "receivedAt",
} as const;
