import { SolarmonError, type SolarmonErrorCode } from "@solarmon/core";
import { toKafkaError } from "../kafka-error.ts";
import type { PendingRecord } from "./pending-append.ts";
import { type PendingBytes, RecordQueue } from "./record-queue.ts";

/** What arrives in so long shares the first batch: a request costs the brokers and us more than it carries. */
const GATHER_MS = 5;
const EXPIRE_EVERY_MS = 100;
/** Errors of a whole batch that one record may have brought on it. */
const BLAMES_A_RECORD: ReadonlySet<SolarmonErrorCode> = new Set(["too_large", "refused"]);

export interface PartitionWriterOptions {
  readonly partition: number;
  /** Bytes of records that fit one batch. */
  readonly room: number;
  readonly pending: PendingBytes;
  /** Sends a batch and tries again for as long as the client lives; answers the first record's offset. */
  readonly send: (batch: readonly PendingRecord[]) => Promise<bigint>;
}

/**
 * Group commit over the network: while one batch of the partition is on its way, all that arrives meanwhile forms the
 * next one. One batch in flight is what keeps order when a request has to be repeated; partitions do not wait for each
 * other, since each may have another leader.
 */
export class PartitionWriter {
  readonly #options: PartitionWriterOptions;
  readonly queue: RecordQueue;
  #isRunning = false;

  constructor(options: PartitionWriterOptions) {
    this.#options = options;
    this.queue = new RecordQueue(options.pending);
  }

  /** Sends what is queued, unless it is at it already. */
  start(): void {
    if (this.#isRunning) return;
    this.#isRunning = true;
    setTimeout(() => void this.#run(), GATHER_MS);
  }

  async #run(): Promise<void> {
    while (!this.queue.isEmpty) await this.#deliver(this.queue.take(this.#options.room));
    this.#isRunning = false;
  }

  /** Sends the batch; one that is refused as a whole is halved until the record that is to blame stands alone. */
  async #deliver(batch: readonly PendingRecord[]): Promise<void> {
    const sent = this.#options.send(batch);
    try {
      this.#acknowledge(batch, await inTime(batch, sent));
    } catch (thrown) {
      const error = toKafkaError(thrown, "the brokers did not take the records");
      const middle = batch.length >>> 1;
      if (middle > 0 && BLAMES_A_RECORD.has(error.code)) {
        await this.#deliver(batch.slice(0, middle));
        await this.#deliver(batch.slice(middle));
        return;
      }
      this.queue.fail(batch, error);
      await this.#outlast(sent, error);
    }
  }

  #acknowledge(batch: readonly PendingRecord[], first: bigint): void {
    const shard = String(this.#options.partition);
    let offset = first;
    for (const record of batch)
      this.queue.settle(record, { ok: true, shard, position: String(offset++) });
  }

  /** A batch that was given up may be stored all the same: what follows must not overtake it. */
  async #outlast(sent: Promise<unknown>, error: SolarmonError): Promise<void> {
    const expire = (): void => this.queue.expire(Date.now(), error);
    const expiring = setInterval(expire, EXPIRE_EVERY_MS);
    await sent.catch(() => {}); // its records have their verdicts
    clearInterval(expiring);
    expire();
  }
}

/** @throws `unavailable` when the newest record of the batch has waited too long */
async function inTime(batch: readonly PendingRecord[], sent: Promise<bigint>): Promise<bigint> {
  const late = Promise.withResolvers<never>();
  const expiresAt = batch.at(-1)?.append.expiresAt ?? 0;
  const timer = setTimeout(() => {
    late.reject(new SolarmonError("unavailable", "no answer in time"));
  }, expiresAt - Date.now());
  try {
    return await Promise.race([sent, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
