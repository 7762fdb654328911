import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import { toSqliteError } from "./sqlite-error.ts";
import type { SqlValue } from "./sqlite-value.ts";

/**
 * - `full` a commit is on the disk when it returns · `normal` it is once `sync` returns; a power cut before may take
 *   the last commits, never a part of one. For writes that can be done again: from the stream, from an import's file.
 */
export type Durability = "full" | "normal";

export interface SqliteFileOptions {
  readonly readOnly?: boolean;
  /** Default `full`. */
  readonly durability?: Durability;
}

const BUSY_TIMEOUT_MS = 10_000;
const CHECKPOINT_PAGES = 4_000;
/** A writer of a thousand devices works on some megabytes at a time; a scan gains nothing from more. */
const CACHE_KIB = 8_192;

/** One SQLite database in WAL mode with its prepared statements: one writer and any number of readers at a time. */
export class SqliteFile {
  readonly path: string;
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  readonly #durability: Durability;
  #isSynced = true;

  /** @throws `storage_corrupt`, `storage_full`, `unavailable` when it cannot be opened */
  constructor(path: string, { readOnly = false, durability = "full" }: SqliteFileOptions = {}) {
    this.path = path;
    this.#durability = durability;
    try {
      this.#database = new DatabaseSync(path, { readOnly, timeout: BUSY_TIMEOUT_MS });
    } catch (error) {
      throw toSqliteError(error, `opening ${path}`);
    }
    this.#configure(readOnly, durability);
  }

  #configure(readOnly: boolean, durability: Durability): void {
    try {
      if (!readOnly) {
        this.#database.exec("pragma journal_mode = wal");
        this.#database.exec(`pragma synchronous = ${durability}; pragma fullfsync = on`);
        this.#database.exec(`pragma wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
      }
      this.#database.exec(`pragma cache_size = -${CACHE_KIB}`);
    } catch (error) {
      this.#database.close();
      throw toSqliteError(error, `opening ${this.path}`);
    }
  }

  /** Runs statements without parameters or results. */
  exec(sql: string): void {
    this.#database.exec(sql);
  }

  run(sql: string, ...parameters: readonly SQLInputValue[]): void {
    this.statement(sql).run(...parameters);
  }

  /** All rows, each as an array of its columns. */
  rows(sql: string, ...parameters: readonly SQLInputValue[]): SqlValue[][] {
    const rows: unknown = this.statement(sql).all(...parameters);
    return isRows(rows) ? rows : [];
  }

  /** The first row, or `undefined`. */
  row(sql: string, ...parameters: readonly SQLInputValue[]): SqlValue[] | undefined {
    const row: unknown = this.statement(sql).get(...parameters);
    return isRow(row) ? row : undefined;
  }

  /** Rows one by one; the caller may stop early. */
  *each(sql: string, ...parameters: readonly SQLInputValue[]): Iterable<SqlValue[]> {
    const rows: Iterable<unknown> = this.statement(sql).iterate(...parameters);
    for (const row of rows) if (isRow(row)) yield row;
  }

  /** The prepared statement of that text; prepared once. Its rows are arrays. */
  statement(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.#database.prepare(sql);
      statement.setReturnArrays(true);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  /** Runs `act` in a transaction that writes; what it throws undoes everything. Waits for another writer. */
  write<T>(act: () => T): T {
    this.#isSynced = this.#durability === "full";
    return this.#transaction("begin immediate", act, `writing ${this.path}`);
  }

  /**
   * Makes all transactions up to now survive a power cut: a commit that syncs the log syncs what stands before it,
   * and setting the version to what it is writes a page.
   */
  sync(): void {
    if (this.#isSynced) return;
    const version = Number(this.row("pragma user_version")?.[0]);
    this.exec("pragma synchronous = full");
    try {
      this.#transaction(
        "begin immediate",
        () => this.exec(`pragma user_version = ${version}`),
        `syncing ${this.path}`,
      );
      this.#isSynced = true;
    } finally {
      this.exec(`pragma synchronous = ${this.#durability}`);
    }
  }

  /** Runs `act` on one state of the database, whatever is written meanwhile. */
  read<T>(act: () => T): T {
    return this.#transaction("begin", act, `reading ${this.path}`);
  }

  #transaction<T>(begin: string, act: () => T, what: string): T {
    try {
      this.#database.exec(begin);
      const result = act();
      this.#database.exec("commit");
      return result;
    } catch (error) {
      this.#rollback();
      throw toSqliteError(error, what);
    }
  }

  // A full disk may have ended the transaction already.
  #rollback(): void {
    if (this.#database.isTransaction) this.#database.exec("rollback");
  }

  close(): void {
    if (!this.#database.isOpen) return;
    try {
      this.sync();
    } finally {
      this.#statements.clear();
      this.#database.close();
    }
  }
}

// The types of node:sqlite do not know that rows are arrays after `setReturnArrays`.
function isRow(value: unknown): value is SqlValue[] {
  return Array.isArray(value);
}

function isRows(value: unknown): value is SqlValue[][] {
  return Array.isArray(value) && (value.length === 0 || isRow(value[0]));
}
