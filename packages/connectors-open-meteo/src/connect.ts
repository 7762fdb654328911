import {
  type Connector,
  fingerprintSecret,
  type LinkSettings,
  originIn,
} from "@solarmon/connectors-kit";
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
  const ofVendor = keyIn(settings) === "" ? VENDOR.hosts.free : VENDOR.hosts.withKey;
  return originIn(settings, ofVendor, "api.open-meteo.com");
}

function callerOf(settings: LinkSettings): string {
  const key = keyIn(settings);
  return key === "" ? "free" : fingerprintSecret(key);
}
