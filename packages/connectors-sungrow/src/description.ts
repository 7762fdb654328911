import type { ConnectorDescription, SettingRule } from "@solarmon/connectors-kit";
import { DAY_MS, MINUTE_MS } from "@solarmon/core";
import { VENDOR } from "./definition.ts";

/** Not documented: loggers send later what they kept while they were cut off. */
const SETTLE_DAYS = 2;
/** iSolarCloud does not say how long it keeps minutes. */
const KEPT_DAYS = 365;

const SETTINGS: readonly SettingRule[] = [
  {
    name: "appkey",
    text: "Appkey of the application: developer-api.isolarcloud.com, Applications",
    isSecret: false,
    isRequired: true,
  },
  {
    name: "secretKey",
    text: "Access key (secret key), beside the appkey",
    isSecret: true,
    isRequired: true,
  },
  {
    name: "gateway",
    text: `Where the account lives: ${Object.keys(VENDOR.gateways).join(", ")}, or an address`,
    isSecret: false,
    isRequired: false,
    default: "eu",
  },
  {
    name: "user",
    text: "User of iSolarCloud, for applications without OAuth2",
    isSecret: false,
    isRequired: false,
  },
  { name: "password", text: "Password of that user", isSecret: true, isRequired: false },
  {
    name: "code",
    text: "With OAuth2, instead: address at which the owner's browser ends, or the code in it; works once",
    isSecret: true,
    isRequired: false,
    isOneTime: true,
  },
  {
    name: "redirectUrl",
    text: "With OAuth2: that address without its code, as the application names it",
    isSecret: false,
    isRequired: false,
    example: "https://example.org/isolarcloud",
  },
];

export const DESCRIPTION: ConnectorDescription = {
  vendor: VENDOR.name,
  name: "Sungrow iSolarCloud",
  level: "gold",
  evidence: "documented",
  auth: "token",
  settings: SETTINGS,
  quotas: [{ name: "hour", limit: VENDOR.callsPerHour, period: "hour" }],
  maxConcurrent: VENDOR.maxConcurrent,
  pollIntervalMs: VENDOR.resolutionMinutes * MINUTE_MS,
  isPolledAtNight: true,
  settleMs: SETTLE_DAYS * DAY_MS,
  historyMs: KEPT_DAYS * DAY_MS,
  historySpanMs: DAY_MS,
};
