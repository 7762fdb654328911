import type { SolarmonError, StreamVerdict } from "@solarmon/core";
import type { PendingAppend, PendingRecord } from "./pending-append.ts";

/** Bytes of records that have no verdict yet, over all partitions. */
export interface PendingBytes {
  value: number;
}

/** Records of one partition that wait for the brokers, oldest first. */
export class RecordQueue {
  readonly #pending: PendingBytes;
  #records: PendingRecord[] = [];

  constructor(pending: PendingBytes) {
    this.#pending = pending;
  }

  get isEmpty(): boolean {
    return this.#records.length === 0;
  }

  add(record: PendingRecord): void {
    this.#records.push(record);
    this.#pending.value += record.bytes;
  }

  /** The next batch: as many records as fit in `room`, and at least one. */
  take(room: number): readonly PendingRecord[] {
    let sum = 0;
    let count = 0;
    for (const { append, bytes } of this.#records) {
      sum += bytes;
      if (count > 0 && sum > room) break;
      append.isTaken = true;
      count += 1;
    }
    return this.#records.splice(0, count);
  }

  settle({ append, index, bytes }: PendingRecord, verdict: StreamVerdict): void {
    this.#pending.value -= bytes;
    append.settle(index, verdict);
  }

  fail(records: readonly PendingRecord[], error: SolarmonError): void {
    for (const record of records) this.settle(record, { ok: false, error });
  }

  /** Refuses what has waited too long. */
  expire(now: number, error: SolarmonError): void {
    const expired = this.#records.filter(({ append }) => append.expiresAt <= now);
    if (expired.length === 0) return;
    this.#records = this.#records.filter(({ append }) => append.expiresAt > now);
    this.fail(expired, error);
  }

  /** Lets go of an append that is called off. */
  drop(append: PendingAppend): void {
    for (const record of this.#records)
      if (record.append === append) this.#pending.value -= record.bytes;
    this.#records = this.#records.filter((record) => record.append !== append);
  }
}
