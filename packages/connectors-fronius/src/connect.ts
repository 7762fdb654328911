import { type Connector, type LinkSettings } from "@solarmon/connectors-kit";
import { SolarmonError } from "@solarmon/core";
import { froniusDecoder } from "./decode.ts";
import { DESCRIPTION } from "./description.ts";
import { FroniusLink } from "./link.ts";

/** Inverters of Fronius in the local network. One link is one Datamanager or one GEN24, which is its only site. */
export const froniusConnector: Connector = {
  decoder: froniusDecoder,
  describe: () => DESCRIPTION,
  quotaKeyOf: (settings) => `fronius/${new URL(addressIn(settings)).host}`,
  open: (settings, host) => new FroniusLink(addressIn(settings), host),
};

/** Takes a host name or a whole address. */
function addressIn({ address = "" }: LinkSettings): string {
  const text = address.trim();
  const url = /^https?:\/\//u.test(text) ? text : `http://${text}`;
  if (text !== "" && URL.canParse(url)) return new URL(url).origin;
  throw new SolarmonError(
    "invalid_argument",
    "address: give the inverter's address in the local network, e.g. 192.168.1.30",
  );
}
