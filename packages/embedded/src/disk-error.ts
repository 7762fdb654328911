import { SolarmonError } from "@solarmon/core";

const FULL: ReadonlySet<string> = new Set(["ENOSPC", "EDQUOT", "EFBIG"]);

/** The system's code of what was thrown, e.g. `ENOENT`. */
export function systemCode(thrown: unknown): string | undefined {
  if (!(thrown instanceof Error) || !("code" in thrown)) return undefined;
  return typeof thrown.code === "string" ? thrown.code : undefined;
}

/** What a failed disk call means to the caller: `storage_full` or `unavailable`. */
export function toDiskError(thrown: unknown, what: string): SolarmonError {
  if (SolarmonError.is(thrown)) return thrown;
  const code = systemCode(thrown);
  if (code !== undefined && FULL.has(code))
    return new SolarmonError("storage_full", `${what}: no space left on the disk. Free some.`, {
      cause: thrown,
    });
  return new SolarmonError("unavailable", `${what}: the disk failed (${code ?? "unknown"}).`, {
    cause: thrown,
  });
}
