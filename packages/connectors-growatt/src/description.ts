import type { ConnectorDescription } from "@solarmon/connectors-kit";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@solarmon/core";
import { growattDefinition } from "./definition.ts";

/** Calls of a round may take longer than those of the next, which then would come too early. */
const SLACK_MINUTES = 1;
/** Growatt does not say; plants of that age are rare. */
const KEPT_YEARS = 10;

export const DESCRIPTION: ConnectorDescription = {
  vendor: growattDefinition.vendor,
  name: growattDefinition.name,
  level: "gold",
  evidence: "documented",
  auth: "api_key",
  settings: [
    {
      name: "token",
      text: "API token: in the ShinePhone app under Me, your name, API token",
      isSecret: true,
      isRequired: true,
    },
    {
      name: "address",
      text: "Host of the account's region: openapi, openapi-cn, openapi-us or openapi-au",
      isSecret: false,
      isRequired: false,
      default: growattDefinition.baseUrls.rest,
      example: growattDefinition.baseUrls.australia,
    },
  ],
  // Calls are counted by device and resource, which the poll interval keeps to.
  quotas: [],
  maxConcurrent: growattDefinition.concurrency,
  pollIntervalMs: (growattDefinition.quota.periodMinutes + SLACK_MINUTES) * MINUTE_MS,
  isPolledAtNight: true,
  settleMs: growattDefinition.settleHours * HOUR_MS,
  historyMs: KEPT_YEARS * 365 * DAY_MS,
  historySpanMs: DAY_MS,
};
