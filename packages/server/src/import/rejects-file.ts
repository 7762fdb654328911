import { closeSync, openSync, writeSync } from "node:fs";
import { SolarmonError } from "@solarmon/core";
import type { Reject } from "./rejects.ts";

/** Where every refused row or value is listed. */
export interface RejectsFile extends Disposable {
  /** @throws the disk's error, so that the import ends instead of listing only a part */
  write(reject: Reject): void;
}

/**
 * Opens a file that gets a JSON object per line. Written at once and not in the background: a file of nothing but
 * refused rows must not pile up in memory.
 *
 * @param path - `undefined`: nobody asked for the list
 * @throws `invalid_argument` when it cannot be made
 */
export function openRejectsFile(path: string | undefined): RejectsFile {
  if (path === undefined) return { write: () => undefined, [Symbol.dispose]: () => undefined };
  const file = open(path);
  return {
    write: (reject) => {
      writeSync(file, `${JSON.stringify(reject)}\n`);
    },
    [Symbol.dispose]: () => closeSync(file),
  };
}

function open(path: string): number {
  try {
    return openSync(path, "w");
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new SolarmonError("invalid_argument", `--rejects cannot be written: ${why}`, { cause });
  }
}
