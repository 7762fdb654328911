import type { SecretStore } from "@solarmon/core";
import { randomBytes } from "node:crypto";
import type { Database } from "../database/database.ts";
import { seal, unseal } from "./sealing.ts";
import { KEY_BYTES, type SecretKeys } from "./secret-keys.ts";

const GET = "select key_id, wrapped_key, sealed from solarmon.secrets where name = $1";
const PUT = `
insert into solarmon.secrets (name, key_id, wrapped_key, sealed) values ($1, $2, $3, $4)
on conflict (name) do update set key_id = excluded.key_id, wrapped_key = excluded.wrapped_key, sealed = excluded.sealed`;
const PUT_IF_ABSENT = `
insert into solarmon.secrets (name, key_id, wrapped_key, sealed) values ($1, $2, $3, $4) on conflict (name) do nothing`;
const DELETE = "delete from solarmon.secrets where name = $1";
const NAMES = "select name from solarmon.secrets where starts_with(name, $1)";
const UNDER_OTHER_KEYS =
  "select name, key_id, wrapped_key from solarmon.secrets where key_id <> $1 order by name limit 500 for update";
const REWRAP = "update solarmon.secrets set key_id = $2, wrapped_key = $3 where name = $1";

/**
 * {@link SecretStore} in PostgreSQL by envelope encryption (AES-256-GCM): each secret under a key of its own, which is
 * wrapped by a key that never enters the database. Name and place are bound in, so rows cannot be swapped.
 */
export class PostgresSecretStore implements SecretStore {
  readonly #database: Database;
  readonly #keys: SecretKeys;

  constructor(database: Database, keys: SecretKeys) {
    this.#database = database;
    this.#keys = keys;
  }

  async get(name: string): Promise<string | undefined> {
    type Row = readonly [keyId: string, wrappedKey: Uint8Array, sealed: Uint8Array];
    const [row] = await this.#database.asOperator((session) => session.rows<Row>(GET, [name]));
    if (!row) return undefined;
    const [keyId, wrappedKey, sealed] = row;
    const key = unseal(this.#keys.get(keyId).bytes, keyPurpose(name), wrappedKey);
    return unseal(key, secretPurpose(name), sealed).toString("utf8");
  }

  async put(name: string, secret: string): Promise<void> {
    const row = this.#seal(name, secret);
    await this.#database.asOperator((session) => session.rows(PUT, row));
  }

  async putIfAbsent(name: string, secret: string): Promise<string> {
    const row = this.#seal(name, secret);
    for (;;) {
      await this.#database.asOperator((session) => session.rows(PUT_IF_ABSENT, row));
      const kept = await this.get(name);
      if (kept !== undefined) return kept; // else it was deleted in between
    }
  }

  async delete(name: string): Promise<void> {
    await this.#database.asOperator((session) => session.rows(DELETE, [name]));
  }

  async names(prefix: string): Promise<readonly string[]> {
    type Row = readonly [name: string];
    const rows = await this.#database.asOperator((session) => session.rows<Row>(NAMES, [prefix]));
    return rows.map(([name]) => name);
  }

  /**
   * Wraps the keys of all secrets with the current key, after it was changed: the old one is not needed then. Can be
   * interrupted and run again.
   *
   * @returns how many were under another key
   */
  async rewrap(): Promise<number> {
    let total = 0;
    for (;;) {
      const count = await this.#rewrapSome();
      if (count === 0) return total;
      total += count;
    }
  }

  #seal(name: string, secret: string): readonly unknown[] {
    const key = randomBytes(KEY_BYTES);
    const { id, bytes } = this.#keys.current;
    const wrapped = seal(bytes, keyPurpose(name), key);
    return [name, id, wrapped, seal(key, secretPurpose(name), Buffer.from(secret, "utf8"))];
  }

  #rewrapSome(): Promise<number> {
    const { id, bytes } = this.#keys.current;
    return this.#database.asOperator(async (session) => {
      type Row = readonly [name: string, keyId: string, wrappedKey: Uint8Array];
      const rows = await session.rows<Row>(UNDER_OTHER_KEYS, [id]);
      for (const [name, keyId, wrappedKey] of rows) {
        const key = unseal(this.#keys.get(keyId).bytes, keyPurpose(name), wrappedKey);
        await session.rows(REWRAP, [name, id, seal(bytes, keyPurpose(name), key)]);
      }
      return rows.length;
    });
  }
}

function keyPurpose(name: string): string {
  return `the key of the secret ${name}`;
}

function secretPurpose(name: string): string {
  return `the secret ${name}`;
}
