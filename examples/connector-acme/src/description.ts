import type { ConnectorDescription } from "@solarmon/connectors-kit";
import { DAY_MS, MINUTE_MS } from "@solarmon/core";

/** The vendor as data. Where each figure comes from is told in the README. */
export const DESCRIPTION: ConnectorDescription = {
  vendor: "acme",
  name: "Acme Solar",
  // What the suite computes. It fails when this says something else.
  level: "gold",
  // "recorded" once replies of real devices decode.
  evidence: "documented",
  auth: "oauth2",
  settings: [
    { name: "address", text: "Address of the API", isSecret: false, isRequired: true },
    { name: "apiKey", text: "Key of the application", isSecret: true, isRequired: true },
    { name: "refreshToken", text: "From logging in", isSecret: true, isRequired: true },
  ],
  quotas: [
    { name: "minute", limit: 30, period: "minute" },
    { name: "day", limit: 600, period: "day" },
  ],
  maxConcurrent: 2,
  pollIntervalMs: 5 * MINUTE_MS,
  isPolledAtNight: false,
  settleMs: 60 * MINUTE_MS,
  historyMs: 365 * DAY_MS,
  historySpanMs: DAY_MS,
};
