import { createHash } from "node:crypto";
import type { Processor, RecordResult, UsageBook } from "@solarmon/ingest";
import {
  addCounts,
  countVerdicts,
  NO_VERDICTS,
  type VerdictCounts,
} from "../import/import-sink.ts";
import type { PendingEnvelopes } from "./pending-envelopes.ts";

export interface ImportLaneParts {
  readonly processor: Processor;
  readonly pending: PendingEnvelopes;
  /** What was stored is booked here. */
  readonly book: UsageBook;
  /** Told of what a killed import left and nobody can store any more. */
  readonly onWarning: (message: string) => void;
}

/** Envelopes of imports on their way to the processor, one call after another. */
export class ImportLane {
  readonly #processor: Processor;
  readonly #pending: PendingEnvelopes;
  readonly #book: UsageBook;
  readonly #onWarning: (message: string) => void;
  #isRecovered = false;
  #turn: Promise<unknown> = Promise.resolve();

  constructor({ processor, pending, book, onWarning }: ImportLaneParts) {
    this.#processor = processor;
    this.#pending = pending;
    this.#book = book;
    this.#onWarning = onWarning;
  }

  /** Processes again what a killed process had not rolled up. Should that fail, the next call tries again. */
  recover(): Promise<void> {
    return this.#inTurn(() => this.#recover());
  }

  /** Resolves once the envelope's readings are durable. @throws what the processor says of it */
  store(envelope: Uint8Array): Promise<VerdictCounts> {
    return this.#inTurn(async () => {
      await this.#recover();
      await this.#pending.add(envelope);
      return countResults(await this.#process(envelope));
    });
  }

  settle(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#recover();
      await this.#settle();
    });
  }

  async #recover(): Promise<void> {
    if (this.#isRecovered) return;
    for (const value of await this.#pending.left()) await this.#processLeft(value);
    await this.#settle();
    this.#isRecovered = true;
  }

  /** What can never be stored, of a plant that was deleted say, must not stand in the way of every later import. */
  async #processLeft(value: Uint8Array): Promise<void> {
    for (const result of await this.#process(value)) {
      if (result.ok) continue;
      if (result.error.isRetryable) throw result.error;
      this.#onWarning(`import: readings of a killed import are left out: ${result.error.message}`);
    }
  }

  /** What an envelope is, is its source: processed again after a crash it is known. */
  async #process(value: Uint8Array): Promise<readonly RecordResult[]> {
    const results = await this.#processor.process([{ value }]);
    const source = `import/${createHash("sha256").update(value).digest("base64url")}`;
    for (const result of results)
      if (result.ok && result.usage) this.#book.add(source, "0", result.usage);
    return results;
  }

  async #settle(): Promise<void> {
    await this.#book.flush(); // first, so that settling makes it durable, too
    await this.#processor.settle();
    await this.#pending.clear();
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }
}

/** @throws the first failure */
export function countResults(results: readonly RecordResult[]): VerdictCounts {
  let counts = NO_VERDICTS;
  for (const result of results) {
    if (!result.ok) throw result.error;
    counts = addCounts(counts, countVerdicts(result.verdicts));
  }
  return counts;
}
