import { randomBytes } from "node:crypto";
import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { SolarmonError } from "@solarmon/core";
import type { SecretKey } from "@solarmon/postgres";

const FILE = "postgres-secrets.key";
const KEY_BYTES = 32;

/**
 * Keys that wrap the secrets in PostgreSQL: those given, else one of this data folder, made at the first call.
 *
 * @param given - `id:base64` of 32 bytes each, comma-separated, the newest first
 * @throws `invalid_argument` when what was given is no key; the key itself is not told
 */
export async function readSecretKeys(
  given: string | undefined,
  dataDir: string,
): Promise<readonly SecretKey[]> {
  if (given !== undefined) return given.split(",").map(parseKey);
  return [{ id: "folder", bytes: await folderKey(dataDir) }];
}

function parseKey(text: string): SecretKey {
  const [id = "", encoded = "", ...rest] = text.trim().split(":");
  const bytes = Buffer.from(encoded, "base64");
  if (id !== "" && rest.length === 0 && bytes.length === KEY_BYTES) return { id, bytes };
  throw new SolarmonError(
    "invalid_argument",
    "SOLARMON_SECRET_KEYS must be id:key, where key is what `openssl rand -base64 32` prints; several with commas, the newest first",
  );
}

async function folderKey(dataDir: string): Promise<Uint8Array> {
  const path = join(dataDir, FILE);
  await mkdir(dataDir, { recursive: true });
  await writeFile(path, randomBytes(KEY_BYTES), { mode: 0o600, flag: "wx", flush: true }).catch(
    (error: unknown) => {
      if (!isThere(error)) throw error;
    },
  );
  await chmod(path, 0o600);
  const bytes = await readFile(path);
  if (bytes.length === KEY_BYTES) return bytes;
  throw new SolarmonError("storage_corrupt", `${path} is not a key. Restore it from a backup.`);
}

function isThere(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EEXIST";
}
