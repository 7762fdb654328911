import { type Id, idToBytes } from "@solarmon/core";
import type { SqliteFile } from "../sqlite/sqlite-file.ts";

/** Before any reading: `last_at` of a device that has none. */
const NEVER = -8.64e15;

/** The small number that stands for a device inside its tenant's database. Numbers are never changed or reused. */
export class DeviceNumbers {
  readonly #sqlite: SqliteFile;
  readonly #numbers = new Map<Id, number>();

  constructor(sqlite: SqliteFile) {
    this.#sqlite = sqlite;
  }

  /** The number of a device, or `undefined` when nothing was ever stored for it. */
  find(id: Id): number | undefined {
    const known = this.#numbers.get(id);
    if (known !== undefined) return known;
    const found = this.#sqlite.row("select number from devices where id = ?", idToBytes(id))?.[0];
    if (found === undefined) return undefined;
    this.#numbers.set(id, Number(found));
    return Number(found);
  }

  /** The number of a device, made if need be. Inside a transaction that writes. */
  ensure(id: Id): number {
    const known = this.find(id);
    if (known !== undefined) return known;
    this.#sqlite.run("insert into devices (id, last_at) values (?, ?)", idToBytes(id), NEVER);
    return this.ensure(id);
  }

  /** Forgets what is remembered: after a transaction was undone, or another process wrote. */
  forget(): void {
    this.#numbers.clear();
  }
}
