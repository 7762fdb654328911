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

const FINGERPRINT_DIGITS = 16;

/** A name for a secret that tells nothing of it, e.g. to count its calls by. */
export function fingerprintSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex").slice(0, FINGERPRINT_DIGITS);
}
