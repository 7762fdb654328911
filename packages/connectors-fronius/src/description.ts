import type { ConnectorDescription } from "@solarmon/connectors-kit";
import { DAY_MS, MINUTE_MS } from "@solarmon/core";
import { VENDOR } from "./definition.ts";

/** Longest span that the archive gives at once. */
const ARCHIVE_MS: number = VENDOR.archiveMaxDays * DAY_MS;

export const DESCRIPTION: ConnectorDescription = {
  vendor: VENDOR.name,
  name: "Fronius",
  level: "gold",
  evidence: "recorded",
  auth: VENDOR.auth,
  settings: [
    {
      name: "address",
      text: "Address of the inverter or its Datamanager in the local network",
      isSecret: false,
      isRequired: true,
      example: "192.168.1.30",
    },
  ],
  quotas: [],
  maxConcurrent: VENDOR.maxConcurrent,
  pollIntervalMs: MINUTE_MS,
  isPolledAtNight: true,
  settleMs: VENDOR.settleTimeMs,
  historyMs: ARCHIVE_MS,
  historySpanMs: ARCHIVE_MS,
};
