import type { ConnectorDescription } from "@solarmon/connectors-kit";
import { MINUTE_MS } from "@solarmon/core";
import { goodweDefinition } from "./definition.ts";

const { vendor, name, concurrency, resolutionMinutes } = goodweDefinition;

export const DESCRIPTION: ConnectorDescription = {
  vendor,
  name,
  level: "gold",
  evidence: "documented",
  auth: "session",
  settings: [
    {
      name: "account",
      text: "E-mail of a SEMS account for Solarmon alone, invited to the plants as a visitor",
      isSecret: false,
      isRequired: true,
      example: "solarmon@example.com",
    },
    { name: "password", text: "Password of that account", isSecret: true, isRequired: true },
    {
      name: "address",
      text: "Address of the portal's API; another one is for tests only",
      isSecret: false,
      isRequired: false,
      default: goodweDefinition.address,
    },
  ],
  // How many calls are too many is not documented: the portal says when, and for how long.
  quotas: [],
  maxConcurrent: concurrency,
  pollIntervalMs: resolutionMinutes * MINUTE_MS,
  isPolledAtNight: true,
  settleMs: 0,
  historyMs: 0,
  historySpanMs: 0,
};
