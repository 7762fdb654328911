import { SolarmonError, type StreamRecord, type StreamVerdict } from "@solarmon/core";
import { toDiskError } from "../disk-error.ts";
import { admit, type PendingAppend } from "./pending-append.ts";
import { RecordGroup } from "./record-group.ts";

export interface GroupCommitOptions {
  /** Makes a group durable, or throws and leaves no trace of it. */
  readonly write: (group: RecordGroup, appendedAt: number) => Promise<void>;
  readonly nextSequence: () => number;
  readonly now: () => number;
  /** Most bytes of records that may wait [bytes]. */
  readonly maxPendingBytes: number;
}

/**
 * Turns many appends into few writes: while one group is on its way to the disk, all that arrives meanwhile forms
 * the next one.
 */
export class GroupCommit {
  readonly #options: GroupCommitOptions;
  readonly #queue: PendingAppend[] = [];
  readonly #group = new RecordGroup();
  #pendingBytes = 0;
  #running: Promise<void> | undefined;
  #isClosed = false;

  constructor(options: GroupCommitOptions) {
    this.#options = options;
  }

  /** Bytes of records that wait for their verdicts. */
  get pendingBytes(): number {
    return this.#pendingBytes;
  }

  append(
    records: readonly StreamRecord[],
    signal: AbortSignal | undefined,
  ): Promise<readonly StreamVerdict[]> {
    if (signal?.aborted) return Promise.reject(cancelled());
    if (this.#isClosed) return Promise.resolve(records.map(() => ({ ok: false, error: closed() })));
    const room = this.#options.maxPendingBytes - this.#pendingBytes;
    const { verdicts, bytes, admitted } = admit(records, room);
    if (admitted === 0) return Promise.resolve(verdicts.filter((verdict) => verdict !== undefined));
    this.#pendingBytes += bytes;
    return new Promise((resolve, reject) => {
      const withdraw = (): void => this.#withdraw(append, reject);
      const settle = (settled: readonly StreamVerdict[]): void => {
        this.#pendingBytes -= bytes;
        signal?.removeEventListener("abort", withdraw);
        resolve(settled);
      };
      const append: PendingAppend = { records, verdicts, bytes, taken: 0, resolve: settle };
      signal?.addEventListener("abort", withdraw, { once: true });
      this.#queue.push(append);
      this.#running ??= this.#run();
    });
  }

  /** Refuses new appends; resolves when the waiting ones have their verdicts. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#running;
  }

  /** What a group has taken may be durable already, so that it is too late to call it off. */
  #withdraw(append: PendingAppend, reject: (error: SolarmonError) => void): void {
    const index = this.#queue.indexOf(append);
    if (index === -1 || append.taken > 0) return;
    this.#queue.splice(index, 1);
    this.#pendingBytes -= append.bytes;
    reject(cancelled());
  }

  async #run(): Promise<void> {
    // all that arrives in this turn of the event loop shares the first group
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#queue.length > 0) await this.#commitGroup();
    this.#running = undefined;
  }

  async #commitGroup(): Promise<void> {
    const { write, nextSequence, now } = this.#options;
    const appendedAt = now();
    this.#group.fill(this.#queue, nextSequence(), appendedAt);
    try {
      await write(this.#group, appendedAt);
      this.#group.acknowledge();
    } catch (error) {
      this.#group.fail(toDiskError(error, "the stream could not make the records durable"));
    }
  }
}

function closed(): SolarmonError {
  return new SolarmonError("unavailable", "the segment log is closed");
}

function cancelled(): SolarmonError {
  return new SolarmonError("cancelled", "the append was called off before it was written");
}
