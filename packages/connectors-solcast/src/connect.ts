import {
  type Connector,
  fingerprintSecret,
  type LinkSettings,
  originIn,
  requireSetting,
} from "@solarmon/connectors-kit";
import { solcastDecoder } from "./decode.ts";
import { VENDOR } from "./definition.ts";
import { DESCRIPTION } from "./description.ts";
import { SolcastLink } from "./link.ts";
import { RooftopApi } from "./rooftop-api.ts";

/** Rooftop sites of one account at Solcast: the power to expect of them. */
export const solcastConnector: Connector = {
  decoder: solcastDecoder,
  describe: () => DESCRIPTION,
  quotaKeyOf: (settings) => `solcast/${fingerprintSecret(keyIn(settings))}`,
  open: (settings, host) =>
    new SolcastLink(new RooftopApi(addressIn(settings), keyIn(settings), host), host.clock),
};

function keyIn(settings: LinkSettings): string {
  return requireSetting(settings, "apiKey", "give the API key of the Solcast account");
}

function addressIn(settings: LinkSettings): string {
  return originIn(settings, VENDOR.baseUrl, "api.solcast.com.au");
}
