import type { ConnectorDescription } from "@solarmon/connectors-kit";
import { DAY_MS, HOUR_MS } from "@solarmon/core";
import { CLOUD } from "../vendor.ts";
import { CLOUD_ADDRESS } from "./app.ts";

export const DESCRIPTION: ConnectorDescription = {
  vendor: CLOUD,
  name: "Enphase cloud (API v4)",
  level: "gold",
  evidence: "documented",
  auth: "oauth2",
  settings: [
    {
      name: "clientId",
      text: "Client id of your app at developer-v4.enphase.com",
      isSecret: false,
      isRequired: true,
    },
    { name: "clientSecret", text: "Client secret of the app", isSecret: true, isRequired: true },
    { name: "apiKey", text: "API key of the app", isSecret: true, isRequired: true },
    {
      name: "code",
      text: "Address at which the owner's browser ends after the consent, or the code in it; works once",
      isSecret: true,
      isRequired: false,
      isOneTime: true,
    },
    {
      name: "refreshToken",
      text: "Instead of the code: a refresh token; it works once and is renewed with each use",
      isSecret: true,
      isRequired: false,
      isOneTime: true,
    },
    {
      name: "address",
      text: "Address of the API, if it is not Enphase's own",
      isSecret: false,
      isRequired: false,
      default: CLOUD_ADDRESS,
    },
  ],
  // The free plan "Watt", for all systems of the app together. Minutes are the clock's; rolling ones are safe.
  quotas: [
    { name: "minute", limit: 10, period: "minute" },
    { name: "month", limit: 1_000, period: "month" },
  ],
  maxConcurrent: null,
  // Gateways report every 15 minutes; the free plan leaves this much beside the past of a system with meters.
  pollIntervalMs: HOUR_MS,
  isPolledAtNight: false,
  // A day by wire; gateways with a cellular modem report every six hours.
  settleMs: 2 * DAY_MS,
  historyMs: 2 * 365 * DAY_MS,
  historySpanMs: 7 * DAY_MS,
};
