import { SolarmonError } from "@solarmon/core";
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

const CIPHER = "aes-256-gcm";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Length of a key [bytes]. */
export const KEY_BYTES = 32;

/** Encrypts a secret and binds it to its name: nonce, ciphertext and tag, in base64. */
export function seal(key: Uint8Array, name: string, secret: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce);
  cipher.setAAD(Buffer.from(name));
  const sealed = Buffer.concat([nonce, cipher.update(secret, "utf8"), cipher.final()]);
  return Buffer.concat([sealed, cipher.getAuthTag()]).toString("base64");
}

/** @throws {@link SolarmonError} `storage_corrupt` when it was not sealed under this key and name, or was changed */
export function unseal(key: Uint8Array, name: string, sealed: string): string {
  const bytes = Buffer.from(sealed, "base64");
  try {
    const nonce = bytes.subarray(0, NONCE_BYTES);
    const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(name));
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    const text = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES));
    return Buffer.concat([text, decipher.final()]).toString("utf8");
  } catch {
    // without the cause: nothing of a secret may reach a log
    throw new SolarmonError(
      "storage_corrupt",
      `the secret ${name} cannot be opened: secrets.key and secrets.json do not belong together`,
    );
  }
}
