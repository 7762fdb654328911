import { backup, DatabaseSync } from "node:sqlite";
import { SolarmonError } from "@solarmon/core";
import { toSqliteError } from "./sqlite-error.ts";

/** Pages that are copied between two looks at what else the thread has to do. */
const PAGES_AT_A_TIME = 2_000;
const BUSY_TIMEOUT_MS = 10_000;

/** A database as it was at one moment, whatever is written since. */
export interface PinnedDatabase extends Disposable {
  /**
   * Writes that state as a database of its own.
   *
   * @param onProgress - told the share that is done, 0–1
   * @throws `storage_full`, `storage_corrupt`, `unavailable`
   */
  copyTo(path: string, onProgress?: (share: number) => void): Promise<void>;
}

/**
 * Holds on to the state that a database has now; others may go on writing it. To be disposed soon: until then the
 * database's log cannot shrink.
 *
 * @throws `storage_corrupt`, `unavailable` when it cannot be opened
 */
export function pinDatabase(path: string): PinnedDatabase {
  const database = openDatabase(path, true);
  try {
    // A transaction sees from its first read on what was there then.
    database.exec("begin; select count(*) from sqlite_schema");
  } catch (error) {
    database.close();
    throw toSqliteError(error, `reading ${path}`);
  }
  return {
    async copyTo(target, onProgress) {
      const progress = ({ totalPages, remainingPages }: BackupProgress): void =>
        onProgress?.(totalPages === 0 ? 1 : 1 - remainingPages / totalPages);
      try {
        await backup(database, target, { rate: PAGES_AT_A_TIME, progress });
      } catch (error) {
        throw toSqliteError(error, `copying ${path}`);
      }
    },
    [Symbol.dispose]: () => database.close(),
  };
}

interface BackupProgress {
  readonly totalPages: number;
  readonly remainingPages: number;
}

/** Looks whether a database that nobody has open is whole. @throws `storage_corrupt` when it is not */
export function checkDatabase(path: string): void {
  const database = openDatabase(path, false); // who may write leaves no other files behind
  try {
    const found = database.prepare("pragma quick_check(1)").get()?.["quick_check"];
    if (found !== "ok")
      throw new SolarmonError("storage_corrupt", `${path} is damaged: ${String(found)}`);
  } catch (error) {
    throw toSqliteError(error, `checking ${path}`);
  } finally {
    database.close();
  }
}

function openDatabase(path: string, readOnly: boolean): DatabaseSync {
  try {
    return new DatabaseSync(path, { readOnly, timeout: BUSY_TIMEOUT_MS });
  } catch (error) {
    throw toSqliteError(error, `opening ${path}`);
  }
}
