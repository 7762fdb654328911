import type { Connector, LinkSettings } from "@solarmon/connectors-kit";
import { SolarmonError } from "@solarmon/core";
import { createHash } from "node:crypto";
import { victronDecoder } from "./decode.ts";
import { victronDefinition } from "./definition.ts";
import { DESCRIPTION } from "./description.ts";
import { VictronLink } from "./link.ts";
import { VrmApi } from "./vrm-api.ts";

/** Installations of one account in Victron's VRM portal. */
export const victronConnector: Connector = {
  decoder: victronDecoder,
  describe: () => DESCRIPTION,
  quotaKeyOf: (settings) => `victron/${fingerprint(tokenIn(settings))}`,
  open: (settings, host) =>
    new VictronLink(new VrmApi(addressIn(settings), tokenIn(settings), host), host.clock),
};

function tokenIn({ token = "" }: LinkSettings): string {
  if (token.trim() !== "") return token.trim();
  throw new SolarmonError("invalid_argument", "token: make an access token in VRM's preferences");
}

function addressIn({ address = "" }: LinkSettings): string {
  const text = address.trim().replace(/\/+$/u, "");
  if (text === "") return victronDefinition.baseUrl;
  if (/^https?:\/\//u.test(text) && URL.canParse(text)) return text;
  throw new SolarmonError("invalid_argument", "address: give the whole address, with https://");
}

const FINGERPRINT_DIGITS = 16;

function fingerprint(token: string): string {
  return createHash("sha256").update(token).digest("hex").slice(0, FINGERPRINT_DIGITS);
}
