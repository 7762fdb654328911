import type { Connector } from "@solarmon/connectors-kit";
import { enphaseDecoder } from "../decode.ts";
import { GATEWAY } from "../vendor.ts";
import { DESCRIPTION } from "./description.ts";
import { GatewayApi } from "./gateway-api.ts";
import { GatewayLink } from "./link.ts";
import { addressesIn, gatewaySettingsIn } from "./settings.ts";

/** An IQ Gateway (Envoy) in the local network, which is the only site of its link. */
export const enphaseGatewayConnector: Connector = {
  decoder: enphaseDecoder,
  describe: () => DESCRIPTION,
  quotaKeyOf: (settings) => `${GATEWAY}/${new URL(addressesIn(settings)[0] ?? "").host}`,
  open: (settings, host) => {
    const checked = gatewaySettingsIn(settings);
    return new GatewayLink(new GatewayApi(checked, host), checked.readsEachInverter);
  },
};
