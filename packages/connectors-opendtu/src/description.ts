import type { ConnectorDescription } from "@solarmon/connectors-kit";
import { VENDOR } from "./definition.ts";

export const DESCRIPTION: ConnectorDescription = {
  vendor: VENDOR.name,
  name: "OpenDTU",
  level: "gold",
  evidence: "recorded",
  auth: VENDOR.auth,
  settings: [
    {
      name: "address",
      text: "Address of the gateway in the local network",
      isSecret: false,
      isRequired: true,
      example: "192.168.1.40",
    },
    {
      name: "password",
      text: "The gateway's own password; not needed where it lets everybody read (Settings → Security)",
      isSecret: true,
      isRequired: false,
    },
  ],
  quotas: [],
  maxConcurrent: VENDOR.maxConcurrent,
  pollIntervalMs: VENDOR.pollIntervalMs,
  // Hoymiles inverters live on their modules' power: at night there is nothing to ask.
  isPolledAtNight: false,
  settleMs: 0,
  historyMs: 0,
  historySpanMs: 0,
};
