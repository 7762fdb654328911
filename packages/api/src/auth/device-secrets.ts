import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** A new secret of a device credential: 256 random bits, safe in a URL. Show it once, keep only its hash. */
export function newDeviceSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** SHA-256 of the secret, hex: enough for a secret that is random already. */
export function hashDeviceSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

/** Whether `secret` is the one of `secretHash`, in constant time. */
export function verifyDeviceSecret(secret: string, secretHash: string): boolean {
  const given = Buffer.from(hashDeviceSecret(secret), "hex");
  const expected = Buffer.from(secretHash, "hex");
  return given.length === expected.length && timingSafeEqual(given, expected);
}
