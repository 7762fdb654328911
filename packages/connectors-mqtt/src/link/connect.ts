import type { Connector } from "@solarmon/connectors-kit";
import { mqttDecoder } from "../decode.ts";
import { DESCRIPTION } from "./description.ts";
import { MqttLink } from "./mqtt-link.ts";
import { readSettings } from "./mqtt-settings.ts";

/** Devices that speak to a broker. A link is a subscription, which stays open; its broker is its only site. */
export const mqttConnector: Connector = {
  decoder: mqttDecoder,
  describe: () => DESCRIPTION,
  quotaKeyOf: (settings) => `mqtt/${new URL(readSettings(settings).url).host}`,
  open: (settings, host) => new MqttLink(readSettings(settings), host),
};
