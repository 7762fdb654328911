import type { SolarmonError, StreamVerdict } from "@solarmon/core";
import type { PendingAppend } from "./pending-append.ts";
import { recordBytesAtMost, writeRecord } from "./record-format.ts";
import { SHARD } from "./segment-files.ts";

/** A group is full when the next record would make it larger than this. */
const GROUP_BYTES = 4 * 1024 * 1024;
const FIRST_BUFFER_BYTES = 64 * 1024;

interface Slice {
  readonly append: PendingAppend;
  readonly from: number;
  readonly to: number;
}

/** The records that are written and fsynced together. One object is used again and again: one group is in flight. */
export class RecordGroup {
  /** The first {@link length} bytes are the group. */
  bytes: Buffer = Buffer.allocUnsafeSlow(FIRST_BUFFER_BYTES);
  length = 0;
  count = 0;
  #firstSequence = 0;
  #slices: Slice[] = [];

  /** Takes records from the queue until the group is full, and numbers them from `firstSequence`. */
  fill(queue: PendingAppend[], firstSequence: number, appendedAt: number): void {
    this.length = 0;
    this.count = 0;
    this.#slices = [];
    this.#firstSequence = firstSequence;
    let done = 0;
    for (const append of queue) {
      if (!this.#take(append, appendedAt)) break;
      done++;
    }
    queue.splice(0, done);
  }

  /** Gives every record its position. */
  acknowledge(): void {
    let sequence = this.#firstSequence;
    this.#decide(() => ({ ok: true, shard: SHARD, position: String(sequence++) }));
  }

  /** Tells every record why it is not durable. */
  fail(error: SolarmonError): void {
    this.#decide(() => ({ ok: false, error }));
  }

  /** Returns `true` when all records of the call are in the group. */
  #take(append: PendingAppend, appendedAt: number): boolean {
    const { records, verdicts } = append;
    const from = append.taken;
    let index = from;
    for (; index < records.length; index++) {
      const record = records[index];
      if (record === undefined || verdicts[index] !== undefined) continue;
      const size = recordBytesAtMost(record);
      if (this.count > 0 && this.length + size > GROUP_BYTES) break;
      this.#grow(this.length + size);
      const sequence = this.#firstSequence + this.count++;
      this.length = writeRecord(this.bytes, this.length, sequence, appendedAt, record);
    }
    append.taken = index;
    this.#slices.push({ append, from, to: index });
    return index === records.length;
  }

  #grow(bytes: number): void {
    if (bytes <= this.bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(bytes, this.bytes.length * 2));
    this.bytes.copy(larger, 0, 0, this.length);
    this.bytes = larger;
  }

  #decide(verdict: () => StreamVerdict): void {
    for (const { append, from, to } of this.#slices) {
      for (let index = from; index < to; index++) append.verdicts[index] ??= verdict();
      if (to === append.records.length) append.resolve(append.verdicts.map(decided));
    }
    this.#slices = [];
  }
}

function decided(verdict: StreamVerdict | undefined): StreamVerdict {
  if (verdict === undefined) throw new TypeError("a record was left without a verdict");
  return verdict;
}
