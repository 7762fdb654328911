import {
  addressIn,
  type Connector,
  type LinkSettings,
  requireSetting,
} from "@solarmon/connectors-kit";
import { smaDecoder } from "./decode.ts";
import { smaDefinition } from "./definition.ts";
import { DESCRIPTION } from "./description.ts";
import { SmaLink } from "./link.ts";
import { MonitoringApi } from "./monitoring-api.ts";
import type { SmaClient } from "./tokens.ts";

/** Plants whose owners let a client of SMA's Monitoring API read them. */
export const smaConnector: Connector = {
  decoder: smaDecoder,
  describe: () => DESCRIPTION,
  quotaKeyOf: (settings) => `sma/${clientIdIn(settings)}`,
  open: (settings, host) =>
    new SmaLink(
      new MonitoringApi(addressIn(settings, smaDefinition.baseUrl), clientIn(settings), host),
      host.clock,
    ),
};

function clientIdIn(settings: LinkSettings): string {
  return requireSetting(settings, "clientId", "SMA's developer contact gives it");
}

function clientIn(settings: LinkSettings): SmaClient {
  const { tokenAddress = "", refreshToken = "" } = settings;
  return {
    tokenUrl: addressIn({ address: tokenAddress }, smaDefinition.auth.tokenUrl),
    clientId: clientIdIn(settings),
    clientSecret: requireSetting(settings, "clientSecret", "it comes with the client id"),
    refreshToken: refreshToken.trim(),
  };
}
