import type { ConnectorDescription } from "@solarmon/connectors-kit";
import { DAY_MS, HOUR_MS } from "@solarmon/core";
import { VENDOR } from "./definition.ts";

export const DESCRIPTION: ConnectorDescription = {
  vendor: VENDOR.name,
  name: "Open-Meteo",
  level: "gold",
  evidence: "documented",
  auth: VENDOR.auth,
  settings: [
    {
      name: "latitude",
      text: "Degrees north of the equator; several places with commas between them",
      isSecret: false,
      isRequired: true,
      example: "48.14",
    },
    {
      name: "longitude",
      text: "Degrees east of Greenwich, as many as there are latitudes",
      isSecret: false,
      isRequired: true,
      example: "11.58",
    },
    {
      name: "apiKey",
      text: "API key of a subscription; not needed for what is not commercial",
      isSecret: true,
      isRequired: false,
    },
    {
      name: "address",
      text: "Address of a server of one's own; default that of Open-Meteo",
      isSecret: false,
      isRequired: false,
    },
  ],
  quotas: VENDOR.quotas,
  maxConcurrent: null,
  pollIntervalMs: HOUR_MS,
  // Temperature, wind and snow go on.
  isPolledAtNight: true,
  settleMs: VENDOR.settleTimeMs,
  historyMs: VENDOR.historyDays * DAY_MS,
  historySpanMs: VENDOR.historySpanDays * DAY_MS,
};
