import { type Source, SolarmonError } from "@solarmon/core";
import type { SqliteFile } from "../sqlite/sqlite-file.ts";
import { asNumber, asText } from "../sqlite/sqlite-value.ts";

/** The small number that stands for a source of readings. Numbers are never changed or reused. */
export class SourceNames {
  readonly #sqlite: SqliteFile;
  readonly #numbers = new Map<string, number>();
  readonly #sources = new Map<number, Source>();

  constructor(sqlite: SqliteFile) {
    this.#sqlite = sqlite;
  }

  /** The number of a source, made if need be. Inside a transaction that writes. */
  ensure({ name, rank }: Source): number {
    const key = `${rank} ${name}`;
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#sqlite.run("insert or ignore into sources (rank, name) values (?, ?)", rank, name);
    const found = this.#sqlite.row(
      "select number from sources where rank = ? and name = ?",
      rank,
      name,
    );
    this.#numbers.set(key, asNumber(found?.[0]));
    return this.ensure({ name, rank });
  }

  /** @throws `storage_corrupt` for a number that was never given */
  get(number: number): Source {
    const known = this.#sources.get(number);
    if (known) return known;
    const found = this.#sqlite.row("select rank, name from sources where number = ?", number);
    if (!found)
      throw new SolarmonError("storage_corrupt", `${this.#sqlite.path}: no source ${number}`);
    const source = { rank: asNumber(found[0]), name: asText(found[1]) };
    this.#sources.set(number, source);
    return source;
  }

  /** Forgets what is remembered: after a transaction was undone, or another process wrote. */
  forget(): void {
    this.#numbers.clear();
    this.#sources.clear();
  }
}
