import { type Connector, type LinkSettings } from "@solarmon/connectors-kit";
import { SolarmonError } from "@solarmon/core";
import { opendtuDecoder } from "./decode.ts";
import { DESCRIPTION } from "./description.ts";
import { OpendtuLink } from "./link.ts";
import { WebApi } from "./web-api.ts";

/** Gateways of Hoymiles inverters in the local network. One link is one gateway, which is its only site. */
export const opendtuConnector: Connector = {
  decoder: opendtuDecoder,
  describe: () => DESCRIPTION,
  quotaKeyOf: (settings) => `opendtu/${new URL(addressIn(settings)).host}`,
  open: (settings, host) => new OpendtuLink(new WebApi(addressIn(settings), settings, host)),
};

/** Takes a host name or a whole address. */
function addressIn({ address = "" }: LinkSettings): string {
  const text = address.trim();
  const url = /^https?:\/\//u.test(text) ? text : `http://${text}`;
  if (text !== "" && URL.canParse(url)) return new URL(url).origin;
  throw new SolarmonError(
    "invalid_argument",
    "address: give the gateway's address in the local network, e.g. 192.168.1.40",
  );
}
