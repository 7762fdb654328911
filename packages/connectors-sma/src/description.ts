import type { ConnectorDescription } from "@solarmon/connectors-kit";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@solarmon/core";
import { smaDefinition } from "./definition.ts";

const { vendor, name, auth, resolutionMinutes, settleHours } = smaDefinition;

export const DESCRIPTION: ConnectorDescription = {
  vendor,
  name,
  level: "gold",
  evidence: "documented",
  auth: auth.kind,
  settings: [
    {
      name: "clientId",
      text: "Client id from SMA's developer contact",
      isSecret: false,
      isRequired: true,
    },
    { name: "clientSecret", text: "Secret of the client", isSecret: true, isRequired: true },
    {
      name: "refreshToken",
      text: "Token that the owner's log-in gave (code flow); none where owners consented by e-mail",
      isSecret: true,
      isRequired: false,
    },
    {
      name: "address",
      text: "Address of the API, e.g. of the sandbox",
      isSecret: false,
      isRequired: false,
      default: smaDefinition.baseUrl,
    },
    {
      name: "tokenAddress",
      text: "Where tokens come from, e.g. those of the sandbox",
      isSecret: false,
      isRequired: false,
      default: auth.tokenUrl,
    },
  ],
  // As many calls in five minutes as the contract says: the API tells when they are used up.
  quotas: [],
  maxConcurrent: null,
  pollIntervalMs: resolutionMinutes * MINUTE_MS,
  isPolledAtNight: true,
  settleMs: settleHours * HOUR_MS,
  // How far back the API goes is not documented.
  historyMs: 30 * DAY_MS,
  historySpanMs: 3 * DAY_MS,
};
