import type { AppendResult, Envelope, Id, Instant } from "@solarmon/core";
import type { SqliteFile } from "../sqlite/sqlite-file.ts";
import { AppendBatch } from "./append-batch.ts";
import type { DeviceNumbers } from "./device-numbers.ts";
import { DeviceStates } from "./device-states.ts";
import type { SourceNames } from "./source-names.ts";

/** The database of a tenant with its numbers. */
export interface ReadingTables {
  readonly sqlite: SqliteFile;
  readonly devices: DeviceNumbers;
  readonly sources: SourceNames;
}

/** The one that writes readings of a tenant, with what it remembers between writes. */
export class ReadingWriter {
  readonly #sqlite: SqliteFile;
  readonly #numbers: DeviceNumbers;
  readonly #sources: SourceNames;
  readonly #devices: DeviceStates;
  #dataVersion = Number.NaN;

  /** @param onHotDay - told of days that get hot rows */
  constructor({ sqlite, devices, sources }: ReadingTables, onHotDay: (day: number) => void) {
    this.#sqlite = sqlite;
    this.#numbers = devices;
    this.#sources = sources;
    this.#devices = new DeviceStates(sqlite, devices, onHotDay);
  }

  /** Stores readings in one transaction. @throws `storage_full`: nothing of it was stored */
  append(envelopes: readonly Envelope[], now: Instant): AppendResult[] {
    return this.change(() =>
      new AppendBatch(this.#sqlite, this.#devices, this.#sources, now).run(envelopes),
    );
  }

  /** The hot rows of that device-day have become a chunk, in the same transaction. */
  closeDay(id: Id, day: number): void {
    this.#devices.closeDay(id, day);
  }

  /** Runs a transaction that writes; what is remembered stays true whatever happens. */
  change<T>(act: () => T): T {
    try {
      return this.#sqlite.write(() => {
        this.#notice();
        return act();
      });
    } catch (error) {
      this.#forget();
      throw error;
    }
  }

  // SQLite changes this number when another connection has committed.
  #notice(): void {
    const version = Number(this.#sqlite.row("pragma data_version")?.[0]);
    if (version !== this.#dataVersion) this.#forget();
    this.#dataVersion = version;
  }

  #forget(): void {
    this.#devices.forget();
    this.#numbers.forget();
    this.#sources.forget();
  }
}
