import type { ConnectorDescription } from "@solarmon/connectors-kit";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@solarmon/core";
import { victronDefinition } from "./definition.ts";

const { vendor, name, quota, resolutionMinutes, settleHours } = victronDefinition;
/** How long VRM keeps quarters of an hour is not documented: half a year was found by people. */
const KEPT_DAYS = 180;
const SPAN_DAYS = 7;

export const DESCRIPTION: ConnectorDescription = {
  vendor,
  name,
  level: "gold",
  evidence: "documented",
  auth: "token",
  settings: [
    {
      name: "token",
      text: "Access token: in VRM under Preferences, Integrations, Access tokens",
      isSecret: true,
      isRequired: true,
    },
    {
      name: "address",
      text: "Address of the API; another one is for tests only",
      isSecret: false,
      isRequired: false,
      default: victronDefinition.baseUrl,
    },
  ],
  // The window refills by 3 calls a second: so many a minute never empty it.
  quotas: [{ name: "minute", limit: 60 * quota.refillPerSecond, period: "minute" }],
  maxConcurrent: null,
  pollIntervalMs: resolutionMinutes * MINUTE_MS,
  isPolledAtNight: true,
  settleMs: settleHours * HOUR_MS,
  historyMs: KEPT_DAYS * DAY_MS,
  historySpanMs: SPAN_DAYS * DAY_MS,
};
