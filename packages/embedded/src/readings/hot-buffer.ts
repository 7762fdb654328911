import type { ChunkReading } from "@solarmon/core";
import type { SQLInputValue } from "node:sqlite";
import type { SqliteFile } from "../sqlite/sqlite-file.ts";
import { slotOf } from "./hot-rows.ts";

const COLUMNS = 7;
/** Rows of one statement, largest first: a call of SQLite costs more than a row. */
const SIZES = [32, 4, 1] as const;
const LARGEST = 32;

function insertOf(rows: number): string {
  const row = `(${Array.from({ length: COLUMNS }, () => "?").join(", ")})`;
  return `insert or fail into hot values ${Array.from({ length: rows }, () => row).join(", ")}`;
}

const INSERTS = SIZES.map((rows) => ({ rows, sql: insertOf(rows) }));

/** Collects readings that are known to be new and inserts many at a time. */
export class HotBuffer {
  readonly #sqlite: SqliteFile;
  #parameters: SQLInputValue[] = [];

  constructor(sqlite: SqliteFile) {
    this.#sqlite = sqlite;
  }

  add(device: number, reading: ChunkReading): void {
    const { measuredAt, receivedAt, source, quality, packed } = reading;
    this.#parameters.push(
      slotOf(measuredAt),
      device,
      measuredAt,
      receivedAt,
      source,
      quality,
      packed,
    );
    if (this.#parameters.length === LARGEST * COLUMNS) this.flush();
  }

  /** Inserts what was collected. */
  flush(): void {
    let from = 0;
    for (const { rows, sql } of INSERTS) {
      const length = rows * COLUMNS;
      for (; this.#parameters.length - from >= length; from += length)
        this.#sqlite.run(sql, ...this.#parameters.slice(from, from + length));
    }
    this.#parameters = [];
  }
}
