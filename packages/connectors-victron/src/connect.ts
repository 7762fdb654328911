import {
  addressIn,
  type Connector,
  fingerprintSecret,
  type LinkSettings,
  requireSetting,
} from "@solarmon/connectors-kit";
import { victronDecoder } from "./decode.ts";
import { victronDefinition } from "./definition.ts";
import { DESCRIPTION } from "./description.ts";
import { VictronLink } from "./link.ts";
import { VrmApi } from "./vrm-api.ts";

/** Installations of one account in Victron's VRM portal. */
export const victronConnector: Connector = {
  decoder: victronDecoder,
  describe: () => DESCRIPTION,
  quotaKeyOf: (settings) => `victron/${fingerprintSecret(tokenIn(settings))}`,
  open: (settings, host) =>
    new VictronLink(
      new VrmApi(addressIn(settings, victronDefinition.baseUrl), tokenIn(settings), host),
      host.clock,
    ),
};

function tokenIn(settings: LinkSettings): string {
  return requireSetting(settings, "token", "make an access token in VRM's preferences");
}
