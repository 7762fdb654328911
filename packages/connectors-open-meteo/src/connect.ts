import type { Connector, LinkSettings } from "@solarmon/connectors-kit";
import { SolarmonError } from "@solarmon/core";
import { createHash } from "node:crypto";
import { openMeteoDecoder } from "./decode.ts";
import { VENDOR } from "./definition.ts";
import { DESCRIPTION } from "./description.ts";
import { ForecastApi } from "./forecast-api.ts";
import { OpenMeteoLink } from "./link.ts";
import { placesIn } from "./places.ts";

/** Weather of places, of the newest runs of models. Without a key calls are counted by the address that they come from. */
export const openMeteoConnector: Connector = {
  decoder: openMeteoDecoder,
  describe: () => DESCRIPTION,
  quotaKeyOf: (settings) => `open-meteo/${new URL(addressIn(settings)).host}/${callerOf(settings)}`,
  open: (settings, host) =>
    new OpenMeteoLink(
      placesIn(settings),
      new ForecastApi(addressIn(settings), keyIn(settings), host),
      host.clock,
    ),
};

function keyIn({ apiKey = "" }: LinkSettings): string {
  return apiKey.trim();
}

function addressIn(settings: LinkSettings): string {
  const text = settings["address"]?.trim() ?? "";
  if (text === "") return keyIn(settings) === "" ? VENDOR.hosts.free : VENDOR.hosts.withKey;
  const url = /^https?:\/\//u.test(text) ? text : `https://${text}`;
  if (URL.canParse(url)) return new URL(url).origin;
  throw new SolarmonError("invalid_argument", "address: give a host, e.g. api.open-meteo.com");
}

function callerOf(settings: LinkSettings): string {
  const key = keyIn(settings);
  return key === "" ? "free" : createHash("sha256").update(key).digest("hex").slice(0, 16);
}
