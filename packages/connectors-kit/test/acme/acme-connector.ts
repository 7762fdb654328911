import { DAY_MS, MINUTE_MS, SolarmonError } from "@solarmon/core";
import type { Connector, ConnectorDescription, LinkSettings } from "../../src/index.ts";
import { acmeDecoder } from "./acme-decoder.ts";
import { AcmeLink } from "./acme-link.ts";

const DESCRIPTION: ConnectorDescription = {
  vendor: "acme",
  name: "Acme Solar",
  level: "gold",
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

export const acmeConnector: Connector = {
  decoder: acmeDecoder,
  describe: () => DESCRIPTION,
  quotaKeyOf: ({ address = "" }) => `acme/${address}`,
  open: (settings, host) => {
    requireSettings(settings);
    return new AcmeLink(settings, host);
  },
};

function requireSettings(settings: LinkSettings): void {
  for (const { name } of DESCRIPTION.settings)
    if ((settings[name] ?? "") === "")
      throw new SolarmonError("invalid_argument", `${name} is missing`);
}
