import { randomBytes } from "node:crypto";

/** A new secret of a device credential: 256 random bits, safe in a URL. Show it once, keep only its hash. */
export function newDeviceSecret(): string {
  return randomBytes(32).toString("base64url");
}
