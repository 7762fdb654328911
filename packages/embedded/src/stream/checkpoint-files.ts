import { SolarmonError } from "@solarmon/core";
import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { systemCode, toDiskError } from "../disk-error.ts";
import { makeDirectory, replaceFile } from "../durable-file.ts";
import { SHARD } from "./segment-files.ts";

const SUFFIX = ".json";
const NAME = /^[\w.@-]{1,100}$/;

interface PendingCommit {
  sequence: number;
  readonly done: Promise<void>;
}

/** How far each consumer has come: one small file a consumer, replaced as a whole. */
export class CheckpointFiles {
  readonly #dir: string;
  readonly #writing = new Map<string, Promise<void>>();
  readonly #waiting = new Map<string, PendingCommit>();

  constructor(logDir: string) {
    this.#dir = join(logDir, "checkpoints");
  }

  /** Sequence number of the last record the consumer has committed; `undefined` for an unknown one. */
  async read(consumer: string): Promise<number | undefined> {
    const path = this.#path(consumer);
    try {
      return parseCheckpoint(await readFile(path, "utf8"));
    } catch (error) {
      if (systemCode(error) === "ENOENT") return undefined;
      throw corrupt(path, error);
    }
  }

  /** Every known consumer with its last committed sequence number. */
  async list(): Promise<ReadonlyMap<string, number>> {
    const known = new Map<string, number>();
    for (const name of await this.#fileNames()) {
      const consumer = name.slice(0, -SUFFIX.length);
      const sequence = await this.read(consumer);
      if (sequence !== undefined) known.set(consumer, sequence);
    }
    return known;
  }

  /** Durable when it resolves. Commits that arrive while one is written share the next write; the last one counts. */
  async commit(consumer: string, sequence: number): Promise<void> {
    this.#path(consumer);
    const waiting = this.#waiting.get(consumer);
    if (waiting) {
      waiting.sequence = sequence;
      return waiting.done;
    }
    const before = this.#writing.get(consumer) ?? Promise.resolve();
    const next = {
      sequence,
      done: before.catch(() => undefined).then(() => this.#write(consumer)),
    };
    this.#waiting.set(consumer, next);
    return next.done;
  }

  /** The log no longer keeps records for this consumer. */
  async forget(consumer: string): Promise<void> {
    await this.#writing.get(consumer)?.catch(() => undefined);
    await rm(this.#path(consumer), { force: true });
  }

  async #write(consumer: string): Promise<void> {
    const pending = this.#waiting.get(consumer);
    this.#waiting.delete(consumer);
    const position = String(pending?.sequence ?? 0);
    const content = `${JSON.stringify({ consumer, shard: SHARD, position })}\n`;
    const writing = makeDirectory(this.#dir)
      .then(() => replaceFile(this.#path(consumer), content))
      .catch((error: unknown) => {
        throw toDiskError(error, `the checkpoint of ${consumer} could not be stored`);
      });
    this.#writing.set(consumer, writing);
    try {
      await writing;
    } finally {
      if (this.#writing.get(consumer) === writing) this.#writing.delete(consumer);
    }
  }

  async #fileNames(): Promise<readonly string[]> {
    try {
      return (await readdir(this.#dir)).filter((name) => name.endsWith(SUFFIX));
    } catch (error) {
      if (systemCode(error) === "ENOENT") return [];
      throw error;
    }
  }

  #path(consumer: string): string {
    if (!NAME.test(consumer))
      throw new SolarmonError(
        "invalid_argument",
        "a consumer's name has 1–100 letters, digits, or any of _ . @ -",
      );
    return join(this.#dir, consumer + SUFFIX);
  }
}

function parseCheckpoint(text: string): number {
  const stored: unknown = JSON.parse(text);
  if (typeof stored === "object" && stored !== null && "position" in stored) {
    const sequence = Number(stored.position);
    if (Number.isSafeInteger(sequence) && sequence >= 0) return sequence;
  }
  throw new SyntaxError("no position in it");
}

function corrupt(path: string, cause: unknown): SolarmonError {
  return new SolarmonError(
    "storage_corrupt",
    `the checkpoint ${path} cannot be read. Remove it to let its consumer start at the oldest record.`,
    { cause },
  );
}
