import type { ConnectorDescription } from "@solarmon/connectors-kit";
import { VENDOR } from "./definition.ts";

export const DESCRIPTION: ConnectorDescription = {
  vendor: VENDOR.name,
  name: "Tesla Powerwall",
  level: "gold",
  evidence: "recorded",
  auth: VENDOR.auth,
  settings: [
    {
      name: "address",
      text: "Address of the gateway in the local network",
      isSecret: false,
      isRequired: true,
      example: "192.168.1.50",
    },
    {
      name: "password",
      text: "Last 5 characters of the gateway's password, which stands on its label, unless you changed it",
      isSecret: true,
      isRequired: true,
    },
    {
      name: "email",
      text: "E-mail address of the owner; the gateway only notes it",
      isSecret: false,
      isRequired: false,
    },
    {
      name: "certificate",
      text: "SHA-256 fingerprint of the gateway's own certificate, for https",
      isSecret: false,
      isRequired: false,
    },
  ],
  quotas: [],
  maxConcurrent: VENDOR.maxConcurrent,
  pollIntervalMs: VENDOR.pollIntervalMs,
  isPolledAtNight: true,
  settleMs: 0,
  historyMs: 0,
  historySpanMs: 0,
};
