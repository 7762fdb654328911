import type { ConnectorDescription } from "@solarmon/connectors-kit";
import { HOUR_MS } from "@solarmon/core";
import { VENDOR } from "./definition.ts";

export const DESCRIPTION: ConnectorDescription = {
  vendor: VENDOR.name,
  name: "Solcast",
  level: "gold",
  evidence: "documented",
  auth: VENDOR.auth,
  settings: [
    {
      name: "apiKey",
      text: "API key of the account: in the Solcast toolkit under Your API Key",
      isSecret: true,
      isRequired: true,
    },
    {
      name: "address",
      text: "Address of the API; another one is for tests only",
      isSecret: false,
      isRequired: false,
      default: VENDOR.baseUrl,
    },
  ],
  quotas: VENDOR.quotas,
  maxConcurrent: null,
  // Periods are of half an hour and there when they are over; ten calls a day are for fewer polls anyway.
  pollIntervalMs: HOUR_MS,
  isPolledAtNight: false,
  settleMs: VENDOR.settleTimeMs,
  historyMs: VENDOR.historyHours * HOUR_MS,
  historySpanMs: VENDOR.historyHours * HOUR_MS,
};
