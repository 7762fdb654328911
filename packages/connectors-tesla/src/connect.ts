import type { Connector } from "@solarmon/connectors-kit";
import { teslaDecoder } from "./decode.ts";
import { VENDOR } from "./definition.ts";
import { DESCRIPTION } from "./description.ts";
import { GatewayApi } from "./gateway-api.ts";
import { readSettings } from "./gateway-settings.ts";
import { TeslaLink } from "./link.ts";

/** Powerwall 2 and + behind a Gateway 2 in the local network. One link is one gateway, which is its only site. */
export const teslaConnector: Connector = {
  decoder: teslaDecoder,
  describe: () => DESCRIPTION,
  quotaKeyOf: (settings) => `${VENDOR.name}/${new URL(readSettings(settings).address).host}`,
  open: (settings, host) => new TeslaLink(new GatewayApi(readSettings(settings), host)),
};
