import type { ConnectorDescription, SettingRule } from "@solarmon/connectors-kit";
import { DAY_MS } from "@solarmon/core";
import { VENDOR } from "./vendor.ts";

const ADDRESS: SettingRule = {
  name: "address",
  text: "Address of the API, if it is not SolarEdge's own",
  isSecret: false,
  isRequired: false,
  default: VENDOR.address,
};

const SCHEDULE = {
  level: "gold",
  evidence: "recorded",
  quotas: VENDOR.quotas,
  maxConcurrent: null,
  pollIntervalMs: VENDOR.quarterMs,
  isPolledAtNight: false,
  settleMs: VENDOR.settleMs,
  historyMs: VENDOR.historyMs,
  // So much fits into a minute's calls.
  historySpanMs: 3 * DAY_MS,
} as const;

/** By a key of the account, for all its sites. */
export const FLEET_DESCRIPTION: ConnectorDescription = {
  ...SCHEDULE,
  vendor: VENDOR.name,
  name: "SolarEdge",
  auth: "api_key",
  settings: [
    {
      name: "apiKey",
      text: "Key of the monitoring API V2, from the account's settings; a key of V1 does not work",
      isSecret: true,
      isRequired: true,
    },
    {
      name: "accountKey",
      text: "Second key, X-Account-Key, if SolarEdge gave one",
      isSecret: true,
      isRequired: false,
    },
    ADDRESS,
  ],
};

/** By the consent of one site's owner. */
export const SITE_DESCRIPTION: ConnectorDescription = {
  ...SCHEDULE,
  vendor: `${VENDOR.name}-site`,
  name: "SolarEdge, one site by its owner's consent",
  evidence: "documented",
  auth: "oauth2",
  settings: [
    {
      name: "siteId",
      text: "Number of the site; the consent page hands it over as site_id",
      isSecret: false,
      isRequired: true,
      example: "3066774",
    },
    {
      name: "clientId",
      text: "Id of your app at SolarEdge Connect",
      isSecret: false,
      isRequired: true,
    },
    { name: "clientSecret", text: "Secret of your app", isSecret: true, isRequired: true },
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
      name: "redirectUrl",
      text: "Address to which your app sends the owner back, as it is registered; for the consent page",
      isSecret: false,
      isRequired: false,
      example: "https://example.org/solaredge",
    },
    {
      name: "consentAddress",
      text: "Page of the consent, if it is not SolarEdge's own",
      isSecret: false,
      isRequired: false,
      default: VENDOR.consentAddress,
    },
    ADDRESS,
  ],
};
