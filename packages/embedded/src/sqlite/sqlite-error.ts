import { SolarmonError, type SolarmonErrorCode } from "@solarmon/core";

// Result codes of SQLite, https://www.sqlite.org/rescode.html
const PERMISSION = 3;
const BUSY = 5;
const LOCKED = 6;
const READ_ONLY = 8;
const CORRUPT = 11;
const FULL = 13;
const CANNOT_OPEN = 14;
const NOT_A_DATABASE = 26;
/** The shared-memory file could not grow: on Linux only a full disk does that. */
const IOERR_SHMSIZE = 4874;

/** SQLite's result code of what was thrown, e.g. 13 for a full disk. */
export function sqliteCode(thrown: unknown): number | undefined {
  if (!(thrown instanceof Error) || !("errcode" in thrown)) return undefined;
  return typeof thrown.errcode === "number" ? thrown.errcode : undefined;
}

function meaning(code: number): { code: SolarmonErrorCode; advice: string } {
  if (code === FULL || code === IOERR_SHMSIZE)
    return { code: "storage_full", advice: "no space left on the disk. Free some." };
  switch (code & 255) {
    case BUSY:
    case LOCKED:
      return { code: "locked", advice: "another process holds the database. Try again." };
    case CORRUPT:
    case NOT_A_DATABASE:
      return { code: "storage_corrupt", advice: "the file is damaged. Restore it from a backup." };
    case PERMISSION:
    case READ_ONLY:
    case CANNOT_OPEN:
      return {
        code: "unavailable",
        advice: `this user may not write there (SQLite code ${code}). Give it the folder (chown), or choose another.`,
      };
    default:
      return { code: "unavailable", advice: `the database failed (SQLite code ${code}).` };
  }
}

/** What an error of SQLite means to the caller; anything else is given back as it is. */
export function toSqliteError(thrown: unknown, what: string): unknown {
  const found = sqliteCode(thrown);
  if (found === undefined) return thrown;
  const { code, advice } = meaning(found);
  return new SolarmonError(code, `${what}: ${advice}`, { cause: thrown });
}
