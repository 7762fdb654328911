import type { ConnectorDescription } from "@solarmon/connectors-kit";
import { VENDOR } from "./definition.ts";

export const DESCRIPTION: ConnectorDescription = {
  vendor: VENDOR.name,
  name: "Huawei FusionSolar",
  level: "gold",
  evidence: "recorded",
  auth: "session",
  settings: [
    {
      name: "portal",
      text: "Where you log in: the first part of the address of your FusionSolar portal, or the whole address",
      isSecret: false,
      isRequired: true,
      example: "region01eu5",
    },
    {
      name: "userName",
      text: "Northbound user that your installer made (System → Company management → Northbound management), for Solarmon alone",
      isSecret: false,
      isRequired: true,
      example: "solarmon_api",
    },
    {
      name: "systemCode",
      text: "Password of the northbound user",
      isSecret: true,
      isRequired: true,
    },
    {
      name: "timeZone",
      text: "IANA zone of the plants, if they are all in one; FusionSolar does not tell it",
      isSecret: false,
      isRequired: false,
      example: "Europe/Berlin",
    },
  ],
  quotas: VENDOR.quotas,
  maxConcurrent: 1,
  pollIntervalMs: VENDOR.stepMs,
  // Batteries and meters have something to tell.
  isPolledAtNight: true,
  settleMs: VENDOR.settleMs,
  historyMs: VENDOR.historyMs,
  historySpanMs: VENDOR.historySpanMs,
};
