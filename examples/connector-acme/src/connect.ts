import type { Connector, LinkSettings } from "@solarmon/connectors-kit";
import { SolarmonError } from "@solarmon/core";
import { acmeDecoder } from "./decode.ts";
import { DESCRIPTION } from "./description.ts";
import { AcmeLink } from "./link.ts";

/** Plants of one account at Acme Solar. */
export const acmeConnector: Connector = {
  decoder: acmeDecoder,
  describe: () => DESCRIPTION,
  // Acme counts calls by installation of its API; a vendor that counts by key wants a name of the key here, not the key.
  quotaKeyOf: ({ address = "" }) => `acme/${address}`,
  open: (settings, host) => {
    requireSettings(settings);
    return new AcmeLink(settings, host);
  },
};

function requireSettings(settings: LinkSettings): void {
  for (const { name, text } of DESCRIPTION.settings)
    if ((settings[name] ?? "") === "")
      throw new SolarmonError("invalid_argument", `${name} is missing: ${text}`);
}
