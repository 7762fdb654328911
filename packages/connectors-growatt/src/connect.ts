import type { Connector, LinkSettings } from "@solarmon/connectors-kit";
import { SolarmonError } from "@solarmon/core";
import { createHash } from "node:crypto";
import { growattDecoder } from "./decode.ts";
import { growattDefinition } from "./definition.ts";
import { DESCRIPTION } from "./description.ts";
import { GrowattApi } from "./growatt-api.ts";
import { GrowattLink } from "./link.ts";

/** Plants of one account at Growatt. */
export const growattConnector: Connector = {
  decoder: growattDecoder,
  describe: () => DESCRIPTION,
  quotaKeyOf: (settings) => `growatt/${fingerprint(tokenIn(settings))}`,
  open: (settings, host) =>
    new GrowattLink(new GrowattApi(addressIn(settings), tokenIn(settings), host), host.clock),
};

function tokenIn({ token = "" }: LinkSettings): string {
  if (token.trim() !== "") return token.trim();
  throw new SolarmonError("invalid_argument", "token: give the API token of the ShinePhone app");
}

function addressIn({ address }: LinkSettings): string {
  const text = address?.trim() ?? "";
  if (text === "") return growattDefinition.baseUrls.rest;
  const url = /^https?:\/\//u.test(text) ? text : `https://${text}`;
  if (URL.canParse(url)) return new URL(url).origin;
  throw new SolarmonError("invalid_argument", "address: give a host, e.g. openapi.growatt.com");
}

const FINGERPRINT_DIGITS = 16;

function fingerprint(token: string): string {
  return createHash("sha256").update(token).digest("hex").slice(0, FINGERPRINT_DIGITS);
}
