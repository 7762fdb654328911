import { readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Envelopes of imports that were on their way while databases were copied. The file is emptied whenever all in it is
 * rolled up, so it has to be looked at next to each copy: only what it held then makes that copy's roll-ups whole.
 */
export class PendingImports {
  readonly #path: string;
  readonly #seen: Buffer[] = [];

  constructor(importsDir: string) {
    this.#path = join(importsDir, "pending.bin");
  }

  /** To be called at once before and after the state of a database is pinned. */
  look(): void {
    const now = wholeFrames(readOrNothing(this.#path));
    if (now.length === 0) return;
    const last = this.#seen.at(-1);
    const hasGrown = last !== undefined && now.subarray(0, last.length).equals(last);
    if (hasGrown) this.#seen.pop();
    this.#seen.push(now);
  }

  /** All that was seen; some of it may be there twice, which changes nothing. */
  get content(): Buffer {
    return Buffer.concat(this.#seen);
  }
}

/** What stands before a frame that is being written. */
function wholeFrames(bytes: Buffer): Buffer {
  let end = 0;
  while (end + 4 <= bytes.length) {
    const next = end + 4 + bytes.readUInt32BE(end);
    if (next > bytes.length) break;
    end = next;
  }
  return bytes.subarray(0, end);
}

function readOrNothing(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    return Buffer.alloc(0); // no import was made yet
  }
}
