import type { Connector, LinkSettings } from "@solarmon/connectors-kit";
import { SolarmonError, ZoneOffsets } from "@solarmon/core";
import { fusionsolarDecoder } from "./decode.ts";
import { VENDOR } from "./definition.ts";
import { DESCRIPTION } from "./description.ts";
import { FusionsolarLink } from "./link.ts";

/** Plants of a northbound user of Huawei FusionSolar (SmartPVMS, the variant with a log-in). */
export const fusionsolarConnector: Connector = {
  decoder: fusionsolarDecoder,
  describe: () => DESCRIPTION,
  quotaKeyOf: (settings) =>
    `${VENDOR.name}/${new URL(baseUrlIn(settings)).host}/${required(settings, "userName")}`,
  open(settings, host) {
    const user = {
      userName: required(settings, "userName"),
      systemCode: required(settings, "systemCode"),
    };
    return new FusionsolarLink({ baseUrl: baseUrlIn(settings), user }, timeZoneIn(settings), host);
  },
};

function required(settings: LinkSettings, name: string): string {
  const value = settings[name]?.trim() ?? "";
  if (value !== "") return value;
  throw new SolarmonError("invalid_argument", `${name} is missing: FusionSolar cannot be asked`);
}

/** From `region01eu5`, a host name or a whole address. */
function baseUrlIn(settings: LinkSettings): string {
  const portal = required(settings, "portal");
  const host = /^[\w-]+$/u.test(portal) ? `${portal}.fusionsolar.huawei.com` : portal;
  const url = /^https?:\/\//u.test(host) ? host : `https://${host}`;
  if (URL.canParse(url)) return `${new URL(url).origin}/thirdData`;
  throw new SolarmonError(
    "invalid_argument",
    "portal: expected the first part of your portal's address, e.g. region01eu5, or all of it",
  );
}

/** `null` when nothing is given: a person says it for each plant. */
function timeZoneIn({ timeZone = "" }: LinkSettings): string | null {
  const zone = timeZone.trim();
  if (zone === "") return null;
  if (isKnownZone(zone)) return zone;
  throw new SolarmonError(
    "invalid_argument",
    "timeZone: expected an IANA zone, e.g. Europe/Berlin",
  );
}

function isKnownZone(zone: string): boolean {
  try {
    return new ZoneOffsets(zone) instanceof ZoneOffsets;
  } catch {
    return false;
  }
}
