import { SolarmonError } from "@solarmon/core";
import { createHash } from "node:crypto";
import type { LinkSettings } from "../connector.ts";

/** @param advice - for people: what to give, and where to find it @throws `invalid_argument` it is missing or empty */
export function requireSetting(settings: LinkSettings, name: string, advice: string): string {
  const text = settings[name]?.trim() ?? "";
  if (text !== "") return text;
  throw new SolarmonError("invalid_argument", `${name}: ${advice}`);
}

/**
 * The setting `address`, without slashes at its end; the vendor's own where none is given.
 *
 * @throws `invalid_argument` it is no address of the web
 */
export function addressIn({ address = "" }: LinkSettings, ofVendor: string): string {
  const text = address.trim().replace(/\/+$/u, "");
  if (text === "") return ofVendor;
  if (/^https?:\/\//u.test(text) && URL.canParse(text)) return text;
  throw new SolarmonError("invalid_argument", "address: give the whole address, with https://");
}

/**
 * The setting `address` of a vendor whose API is a whole host: a host or an address, its path left out.
 *
 * @param example - for people, e.g. `api.solcast.com.au` @throws `invalid_argument` it is neither
 */
export function originIn(
  { address = "" }: LinkSettings,
  ofVendor: string,
  example: string,
): string {
  const text = address.trim() === "" ? ofVendor : address.trim();
  const url = /^https?:\/\//u.test(text) ? text : `https://${text}`;
  if (URL.canParse(url)) return new URL(url).origin;
  throw new SolarmonError("invalid_argument", `address: give a host, e.g. ${example}`);
}

const FINGERPRINT_DIGITS = 16;

/** A name for a secret that tells nothing of it, e.g. to count its calls by. */
export function fingerprintSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex").slice(0, FINGERPRINT_DIGITS);
}
