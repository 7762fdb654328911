import { SolarmonError, type SolarmonErrorCode } from "@solarmon/core";

/** What the command's exit codes mean. Documented in `solarmon --help`. */
export const EXIT = { done: 0, failed: 1, wrongUse: 2, busy: 3, interrupted: 130 } as const;

const BUSY: ReadonlySet<SolarmonErrorCode> = new Set(["locked", "conflict"]);

/** The exit code for what was thrown. */
export function exitCodeOf(error: unknown): number {
  if (!SolarmonError.is(error)) return EXIT.failed;
  if (error.code === "invalid_argument") return EXIT.wrongUse;
  if (error.code === "cancelled") return EXIT.interrupted;
  return BUSY.has(error.code) ? EXIT.busy : EXIT.failed;
}
