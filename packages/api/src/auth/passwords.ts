import { SolarmonError } from "@solarmon/core";
import { randomBytes, scrypt, type ScryptOptions, timingSafeEqual } from "node:crypto";

// OWASP's least for scrypt: 32 MiB and about 0.2 s of one core.
const COST = { N: 2 ** 15, r: 8, p: 3 };
const KEY_BYTES = 32;
const MAX_PASSWORD_BYTES = 1_024;
const MIN_PASSWORD_LENGTH = 8;
const HASH = /^scrypt\$N=(\d+),r=(\d+),p=(\d+)\$([\w-]+)\$([\w-]+)$/;

function derive(password: string, salt: Buffer, cost: typeof COST): Promise<Buffer> {
  const options: ScryptOptions = { ...cost, maxmem: 256 * cost.N * cost.r };
  return new Promise((resolve, reject) =>
    scrypt(password.normalize("NFKC"), salt, KEY_BYTES, options, (error, key) =>
      error ? reject(error) : resolve(key),
    ),
  );
}

/**
 * A self-describing hash of a password: scrypt with a random salt.
 *
 * @throws {@link SolarmonError} `invalid_argument` for under 8 characters or over 1,024 bytes
 */
export async function hashPassword(password: string): Promise<string> {
  if (password.length < MIN_PASSWORD_LENGTH || Buffer.byteLength(password) > MAX_PASSWORD_BYTES)
    throw new SolarmonError(
      "invalid_argument",
      "a password needs 8 characters or more, and at most 1,024 bytes",
    );
  const salt = randomBytes(16);
  const key = await derive(password, salt, COST);
  const { N, r, p } = COST;
  return `scrypt$N=${N},r=${r},p=${p}$${salt.toString("base64url")}$${key.toString("base64url")}`;
}

/** Whether `password` is the one of `hash`. `false` for a hash that is not ours. */
export async function verifyPassword(password: string, hash: string): Promise<boolean> {
  const [, N, r, p, salt, key] = HASH.exec(hash) ?? [];
  if (!salt || !key || Buffer.byteLength(password) > MAX_PASSWORD_BYTES) return false;
  const cost = { N: Number(N), r: Number(r), p: Number(p) };
  const expected = Buffer.from(key, "base64url");
  const derived = await derive(password, Buffer.from(salt, "base64url"), cost);
  return derived.length === expected.length && timingSafeEqual(derived, expected);
}
