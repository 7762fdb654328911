import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { Instant } from "@solarmon/core";

/** What an import has come to, kept in the data folder so that a killed one goes on and a repeated one changes nothing. */
export interface JournalEntry {
  readonly file: string;
  readonly digest: string;
  /** Everything that decides what the rows mean. */
  readonly meaning: string;
  /** Received time of all readings of this import, also when it is run again. */
  readonly receivedAt: Instant;
  /** Rows of the file that are stored and rolled up for good. */
  readonly settledRows: number;
  readonly isDone: boolean;
}

/** The journal of one import. */
export class Journal {
  readonly entry: JournalEntry;
  /** Whether an earlier run has begun, or done, the same import. */
  readonly isKnown: boolean;
  readonly #path: string;
  #current: JournalEntry;

  /**
   * Finds the journal of this file and meaning, or begins one.
   *
   * @param now - received time of a new import
   */
  static async open(
    dataDir: string,
    file: string,
    meaning: object,
    now: Instant,
  ): Promise<Journal> {
    const digest = await digestOf(file);
    const text = JSON.stringify(meaning);
    const key = createHash("sha256").update(digest).update(text).digest("hex").slice(0, 32);
    const folder = join(dataDir, "imports");
    await mkdir(folder, { recursive: true });
    const path = join(folder, `${key}.json`);
    const known = await readEntry(path);
    const entry = known ?? {
      file,
      digest,
      meaning: text,
      receivedAt: now,
      settledRows: 0,
      isDone: false,
    };
    const journal = new Journal(path, entry, known !== undefined);
    if (!known) await journal.#write(entry);
    return journal;
  }

  private constructor(path: string, entry: JournalEntry, isKnown: boolean) {
    this.#path = path;
    this.entry = entry;
    this.#current = entry;
    this.isKnown = isKnown;
  }

  async settled(settledRows: number): Promise<void> {
    await this.#write({ ...this.#current, settledRows });
  }

  async done(): Promise<void> {
    await this.#write({ ...this.#current, isDone: true });
  }

  async #write(entry: JournalEntry): Promise<void> {
    this.#current = entry;
    const draft = `${this.#path}.new`;
    await using file = await open(draft, "w");
    await file.writeFile(`${JSON.stringify(entry, undefined, 2)}\n`);
    await file.sync();
    await rename(draft, this.#path);
  }
}

async function readEntry(path: string): Promise<JournalEntry | undefined> {
  try {
    const entry: JournalEntry = JSON.parse(await readFile(path, "utf8"));
    return entry;
  } catch {
    return undefined; // none, or cut off when it was first written: nothing was stored by then
  }
}

async function digestOf(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file, { highWaterMark: 1024 * 1024 }), hash);
  return hash.digest("hex");
}
