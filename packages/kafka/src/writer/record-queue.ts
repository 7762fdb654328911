import { SolarmonError, type StreamVerdict } from "@solarmon/core";
import type { PendingAppend, PendingRecord } from "./pending-append.ts";

/** Of one request [bytes]; brokers take 100 MB at most. */
const GROUP_BYTES = 16 * 1_048_576;

/** Records that wait for the brokers, oldest first. */
export class RecordQueue {
  #records: PendingRecord[] = [];
  #bytes = 0;

  get isEmpty(): boolean {
    return this.#records.length === 0;
  }

  /** Of records that have no verdict yet, also of those that were taken [bytes]. */
  get pendingBytes(): number {
    return this.#bytes;
  }

  add(record: PendingRecord): void {
    this.#records.push(record);
    this.#bytes += record.bytes;
  }

  /** The next group: as many records, in order, as leave every partition's batch within `room`. */
  take(room: number): readonly PendingRecord[] {
    const bytesOf = new Map<number, number>();
    let count = 0;
    let total = 0;
    for (const { append, partition, bytes } of this.#records) {
      const sum = (bytesOf.get(partition) ?? 0) + bytes;
      total += bytes;
      if (count > 0 && (sum > room || total > GROUP_BYTES)) break;
      bytesOf.set(partition, sum);
      append.isTaken = true;
      count += 1;
    }
    return this.#records.splice(0, count);
  }

  settle({ append, index, bytes }: PendingRecord, verdict: StreamVerdict): void {
    this.#bytes -= bytes;
    append.settle(index, verdict);
  }

  /** Refuses what has waited too long. */
  expire(now: number, error: SolarmonError): void {
    const expired = this.#records.filter(({ append }) => append.expiresAt <= now);
    if (expired.length === 0) return;
    this.#records = this.#records.filter(({ append }) => append.expiresAt > now);
    for (const record of expired) this.settle(record, { ok: false, error });
  }

  /** Calls an append off, unless some of it is on its way. */
  withdraw(append: PendingAppend): void {
    if (append.isTaken) return;
    for (const record of this.#records) if (record.append === append) this.#bytes -= record.bytes;
    this.#records = this.#records.filter((record) => record.append !== append);
    append.callOff(new SolarmonError("cancelled", "the append was called off before it was sent"));
  }
}
