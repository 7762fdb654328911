import {
  type Connector,
  fingerprintSecret,
  type LinkSettings,
  originIn,
  requireSetting,
} from "@solarmon/connectors-kit";
import { growattDecoder } from "./decode.ts";
import { growattDefinition } from "./definition.ts";
import { DESCRIPTION } from "./description.ts";
import { GrowattApi } from "./growatt-api.ts";
import { GrowattLink } from "./link.ts";

/** Plants of one account at Growatt. */
export const growattConnector: Connector = {
  decoder: growattDecoder,
  describe: () => DESCRIPTION,
  quotaKeyOf: (settings) => `growatt/${fingerprintSecret(tokenIn(settings))}`,
  open: (settings, host) =>
    new GrowattLink(new GrowattApi(addressIn(settings), tokenIn(settings), host), host.clock),
};

function tokenIn(settings: LinkSettings): string {
  return requireSetting(settings, "token", "give the API token of the ShinePhone app");
}

function addressIn(settings: LinkSettings): string {
  return originIn(settings, growattDefinition.baseUrls.rest, "openapi.growatt.com");
}
