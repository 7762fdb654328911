import type { ConnectorDescription } from "@solarmon/connectors-kit";
import { MINUTE_MS } from "@solarmon/core";
import { GATEWAY } from "../vendor.ts";
import { ENLIGHTEN_ADDRESS, ENTREZ_ADDRESS } from "./settings.ts";

/** One at a time: gateways become unstable otherwise. */
export const MOST_CALLS_AT_ONCE = 1;

export const DESCRIPTION: ConnectorDescription = {
  vendor: GATEWAY,
  name: "Enphase IQ Gateway (Envoy)",
  level: "gold",
  evidence: "recorded",
  auth: "token",
  settings: [
    {
      name: "address",
      text: "Address of the gateway in the local network",
      isSecret: false,
      isRequired: true,
      example: "192.168.1.40",
    },
    {
      name: "token",
      text: "Firmware 7 and later: token of entrez.enphaseenergy.com, valid for a year",
      isSecret: true,
      isRequired: false,
    },
    {
      name: "email",
      text: "Instead of a token: e-mail of the owner's Enlighten account, to fetch and renew tokens",
      isSecret: false,
      isRequired: false,
    },
    {
      name: "password",
      text: "Password of that account; does not work with a second factor",
      isSecret: true,
      isRequired: false,
    },
    {
      name: "certificate",
      text: "SHA-256 fingerprint of the gateway's own certificate, for https",
      isSecret: false,
      isRequired: false,
    },
    {
      name: "inverters",
      text: "`together`: production as one device with an exact counter · `each`: every micro-inverter",
      isSecret: false,
      isRequired: false,
      default: "together",
    },
    {
      name: "localPassword",
      text: "Firmware below 7: password of the user envoy, if it is not the serial number's last 6 digits",
      isSecret: true,
      isRequired: false,
    },
    {
      name: "enlightenAddress",
      text: "Where to log in, if it is not Enphase's own",
      isSecret: false,
      isRequired: false,
      default: ENLIGHTEN_ADDRESS,
    },
    {
      name: "entrezAddress",
      text: "Where to fetch tokens, if it is not Enphase's own",
      isSecret: false,
      isRequired: false,
      default: ENTREZ_ADDRESS,
    },
  ],
  quotas: [],
  maxConcurrent: MOST_CALLS_AT_ONCE,
  pollIntervalMs: MINUTE_MS,
  isPolledAtNight: true,
  // It keeps no history: its counters tell the energy of a gap as a whole.
  settleMs: 0,
  historyMs: 0,
  historySpanMs: 0,
};
