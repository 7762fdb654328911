import { SolarmonError } from "@solarmon/core";
import { toSqliteError } from "./sqlite/sqlite-error.ts";

const ADVICE: Readonly<Record<string, string>> = {
  EACCES: "this user may not write there. Give it the folder (chown), or choose another.",
  EPERM: "this user may not write there. Give it the folder (chown), or choose another.",
  EROFS: "the file system is read-only. Choose another folder.",
  EEXIST: "a file is where the folder should be. Move it, or choose another folder.",
  ENOTDIR: "a file is where the folder should be. Move it, or choose another folder.",
};
const FULL: ReadonlySet<string> = new Set(["ENOSPC", "EDQUOT", "EFBIG"]);

/** The system's code of what was thrown, e.g. `ENOENT`. */
export function systemCode(thrown: unknown): string | undefined {
  if (!(thrown instanceof Error) || !("code" in thrown)) return undefined;
  return typeof thrown.code === "string" ? thrown.code : undefined;
}

/** What a failed call of the disk or of SQLite means to the caller: `storage_full`, `unavailable`, or what SQLite says. */
export function toDiskError(thrown: unknown, what: string): SolarmonError {
  const known = toSqliteError(thrown, what);
  if (SolarmonError.is(known)) return known;
  const code = systemCode(thrown);
  if (code !== undefined && FULL.has(code))
    return new SolarmonError("storage_full", `${what}: no space left on the disk. Free some.`, {
      cause: thrown,
    });
  const advice = ADVICE[code ?? ""] ?? `the disk failed (${code ?? "unknown"}).`;
  return new SolarmonError("unavailable", `${what}: ${advice}`, { cause: thrown });
}
