import type { Connector, LinkSettings } from "@solarmon/connectors-kit";
import { SolarmonError } from "@solarmon/core";
import { createHash } from "node:crypto";
import { solcastDecoder } from "./decode.ts";
import { VENDOR } from "./definition.ts";
import { DESCRIPTION } from "./description.ts";
import { SolcastLink } from "./link.ts";
import { RooftopApi } from "./rooftop-api.ts";

/** Rooftop sites of one account at Solcast: the power to expect of them. */
export const solcastConnector: Connector = {
  decoder: solcastDecoder,
  describe: () => DESCRIPTION,
  quotaKeyOf: (settings) =>
    `solcast/${createHash("sha256").update(keyIn(settings)).digest("hex").slice(0, 16)}`,
  open: (settings, host) =>
    new SolcastLink(new RooftopApi(addressIn(settings), keyIn(settings), host), host.clock),
};

function keyIn({ apiKey = "" }: LinkSettings): string {
  if (apiKey.trim() !== "") return apiKey.trim();
  throw new SolarmonError("invalid_argument", "apiKey: give the API key of the Solcast account");
}

function addressIn({ address = "" }: LinkSettings): string {
  const text = address.trim() === "" ? VENDOR.baseUrl : address.trim();
  const url = /^https?:\/\//u.test(text) ? text : `https://${text}`;
  if (URL.canParse(url)) return new URL(url).origin;
  throw new SolarmonError("invalid_argument", "address: give a host, e.g. api.solcast.com.au");
}
