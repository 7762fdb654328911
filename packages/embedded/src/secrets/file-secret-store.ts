import { type SecretStore, SolarmonError } from "@solarmon/core";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { withLock } from "../directory-lock.ts";
import { systemCode, toDiskError } from "../disk-error.ts";
import { makeDirectory, replaceFile } from "../durable-file.ts";
import { PRIVATE_MODE, readKey } from "./key-file.ts";
import { seal, unseal } from "./sealing.ts";

const LOCK_WAIT_MS = 5_000;

export interface SecretStoreOptions {
  /** Holds `secrets.json` and `secrets.key`; made when it is missing. */
  readonly dir: string;
}

/**
 * Opens a {@link SecretStore} in a file, each secret encrypted (AES-256-GCM) with the key in `secrets.key`, which is
 * random and readable by its owner only. Keep a copy of the key apart from the data. Several processes may use it.
 *
 * @throws {@link SolarmonError} `storage_corrupt` when there are secrets and no key
 */
export async function openSecretStore({ dir }: SecretStoreOptions): Promise<SecretStore> {
  await makeDirectory(dir);
  const file = join(dir, "secrets.json");
  const key = await lockSecrets(dir, async () =>
    readKey(join(dir, "secrets.key"), (await readSealed(file)).size === 0),
  );
  return new FileSecretStore(dir, file, key);
}

class FileSecretStore implements SecretStore {
  readonly #dir: string;
  readonly #file: string;
  readonly #key: Uint8Array;
  #changing: Promise<void> = Promise.resolve();

  constructor(dir: string, file: string, key: Uint8Array) {
    this.#dir = dir;
    this.#file = file;
    this.#key = key;
  }

  async get(name: string): Promise<string | undefined> {
    const sealed = (await readSealed(this.#file)).get(name);
    return sealed === undefined ? undefined : unseal(this.#key, name, sealed);
  }

  put(name: string, secret: string): Promise<void> {
    return this.#change((sealed) => sealed.set(name, seal(this.#key, name, secret)));
  }

  async putIfAbsent(name: string, secret: string): Promise<string> {
    const made = seal(this.#key, name, secret);
    let kept = made;
    await this.#change((sealed) => {
      kept = sealed.get(name) ?? made;
      sealed.set(name, kept);
    });
    return unseal(this.#key, name, kept);
  }

  delete(name: string): Promise<void> {
    return this.#change((sealed) => sealed.delete(name));
  }

  async names(prefix: string): Promise<readonly string[]> {
    return [...(await readSealed(this.#file)).keys()].filter((name) => name.startsWith(prefix));
  }

  #change(change: (sealed: Map<string, string>) => unknown): Promise<void> {
    const rewrite = (): Promise<void> => lockSecrets(this.#dir, () => this.#rewrite(change));
    const turn = this.#changing.then(rewrite);
    this.#changing = turn.catch(() => undefined);
    return turn;
  }

  async #rewrite(change: (sealed: Map<string, string>) => unknown): Promise<void> {
    const sealed = await readSealed(this.#file);
    change(sealed);
    const content = JSON.stringify({ version: 1, secrets: Object.fromEntries(sealed) }, null, 2);
    try {
      await replaceFile(this.#file, `${content}\n`, PRIVATE_MODE);
    } catch (error) {
      throw toDiskError(error, "the secret could not be stored");
    }
  }
}

function lockSecrets<Result>(dir: string, work: () => Promise<Result>): Promise<Result> {
  return withLock(dir, "secrets.lock", LOCK_WAIT_MS, work);
}

async function readSealed(file: string): Promise<Map<string, string>> {
  try {
    return parseSealed(await readFile(file, "utf8"));
  } catch (error) {
    if (systemCode(error) === "ENOENT") return new Map();
    throw new SolarmonError(
      "storage_corrupt",
      `${file} cannot be read. Restore it from a backup.`,
      {
        cause: error,
      },
    );
  }
}

function parseSealed(text: string): Map<string, string> {
  const stored: unknown = JSON.parse(text);
  if (typeof stored !== "object" || stored === null || !("secrets" in stored))
    throw new SyntaxError("no secrets in it");
  return new Map(
    Object.entries(stored.secrets ?? {}).filter(
      (entry): entry is [string, string] => typeof entry[1] === "string",
    ),
  );
}
