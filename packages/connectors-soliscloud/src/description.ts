import type { ConnectorDescription } from "@solarmon/connectors-kit";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@solarmon/core";
import { soliscloudDefinition } from "./definition.ts";

const { quota, baseUrl } = soliscloudDefinition;

/** SolisCloud does not say; plants of that age are rare. */
const KEPT_YEARS = 10;

export const DESCRIPTION: ConnectorDescription = {
  vendor: soliscloudDefinition.vendor,
  name: soliscloudDefinition.name,
  level: "gold",
  evidence: "documented",
  auth: soliscloudDefinition.auth.kind,
  settings: [
    {
      name: "keyId",
      text: "KeyId: soliscloud.com, Account, Basic settings, API management",
      isSecret: false,
      isRequired: true,
      example: "1300386381676798170",
    },
    { name: "keySecret", text: "KeySecret, beside the KeyId", isSecret: true, isRequired: true },
    {
      name: "address",
      text: "API URL, as API management shows it",
      isSecret: false,
      isRequired: false,
      default: baseUrl,
    },
  ],
  quotas: [{ name: "minute", limit: quota.callsPerSecond * 60, period: "minute" }],
  maxConcurrent: soliscloudDefinition.concurrency,
  pollIntervalMs: soliscloudDefinition.resolutionMinutes * MINUTE_MS,
  isPolledAtNight: true,
  settleMs: soliscloudDefinition.settleHours * HOUR_MS,
  historyMs: KEPT_YEARS * 365 * DAY_MS,
  historySpanMs: DAY_MS,
};
