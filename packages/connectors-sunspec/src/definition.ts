import type { ConnectorDescription } from "@solarmon/connectors-kit";
import { SECOND_MS } from "@solarmon/core";
import { SUNSPEC_BASES } from "./model-chain.ts";

/** What is to know about SunSpec over Modbus, as data. */
export const VENDOR = {
  name: "sunspec",
  endpoints: [
    {
      name: "registers",
      text: "dump of holding registers: lines [address]: 0xHHHH …, JSON, or the bare bytes from SunS on",
    },
    { name: "device-json", text: "models by point name, as SunSpec's own tools write them" },
  ],
} as const;

/** Registers carry no times; they hold what is true now, and no value changes afterwards. */
export const DESCRIPTION: ConnectorDescription = {
  vendor: VENDOR.name,
  name: "SunSpec Modbus",
  level: "gold",
  evidence: "recorded",
  auth: "none",
  settings: [
    {
      name: "host",
      text: "Address of the inverter, logger or gateway in the local network",
      isSecret: false,
      isRequired: true,
      example: "192.168.1.20",
    },
    {
      name: "port",
      text: "Modbus TCP port; SolarEdge listens at 1502",
      isSecret: false,
      isRequired: false,
      default: "502",
    },
    {
      name: "unitIds",
      text: "Modbus unit ids behind that address; SMA 126, Fronius' meter 200, SolarEdge's followers 2 and up",
      isSecret: false,
      isRequired: false,
      default: "1",
      example: "1, 200",
    },
    {
      name: "timeoutMs",
      text: "How long to wait for one answer, in ms",
      isSecret: false,
      isRequired: false,
      default: String(3 * SECOND_MS),
    },
    {
      name: "pauseMs",
      text: "Between an answer and the next request, in ms; some SolarEdge inverters need one",
      isSecret: false,
      isRequired: false,
      default: "0",
      example: "100",
    },
    {
      name: "baseAddresses",
      text: "Registers at which to look for SunSpec's marker, counted from 0",
      isSecret: false,
      isRequired: false,
      default: SUNSPEC_BASES.join(", "),
    },
  ],
  quotas: [],
  /** SolarEdge accepts one connection; others answer slowly when there are more. */
  maxConcurrent: 1,
  pollIntervalMs: 10 * SECOND_MS,
  isPolledAtNight: true,
  settleMs: 0,
  historyMs: 0,
  historySpanMs: 0,
};
