import { SolarmonError } from "../errors.ts";
import type {
  ReadOptions,
  StreamBatch,
  StreamReader,
  StreamRecord,
  StreamStart,
  StreamVerdict,
  StreamWriter,
} from "../ports/stream.ts";
import { systemClock, type Clock } from "../time.ts";
import { MemoryShard } from "./memory-shard.ts";

const MAX_KEY_CHARACTERS = 256;

export interface MemoryStreamOptions {
  readonly clock?: Clock;
  /** Parts that keep order each for themselves. Default 1. */
  readonly shards?: number;
}

function hash(key: string): number {
  let sum = 0;
  for (let index = 0; index < key.length; index++) sum = (sum * 31 + key.charCodeAt(index)) >>> 0;
  return sum;
}

/** {@link StreamWriter} and {@link StreamReader} in memory, unbounded: for tests and examples. */
export class MemoryStream implements StreamWriter, StreamReader {
  readonly #clock: Clock;
  readonly #shards: readonly MemoryShard[];
  readonly #checkpoints = new Map<string, number>();
  readonly #waiting = new Set<() => void>();
  /** Grows with each append, so that one between a look and the wait for more is noticed. */
  #appends = 0;
  #isClosed = false;

  constructor(options: MemoryStreamOptions = {}) {
    this.#clock = options.clock ?? systemClock;
    this.#shards = Array.from({ length: options.shards ?? 1 }, (_, n) => new MemoryShard(`${n}`));
  }

  async append(records: readonly StreamRecord[]): Promise<readonly StreamVerdict[]> {
    const verdicts = records.map((record) => this.#appendOne(record));
    this.#appends += 1;
    this.#wake();
    return verdicts;
  }

  #appendOne(record: StreamRecord): StreamVerdict {
    if (record.key.length > MAX_KEY_CHARACTERS) {
      const error = new SolarmonError("invalid_argument", "a stream key of over 256 characters");
      return { ok: false, error };
    }
    const shard = this.#shards[hash(record.key) % this.#shards.length] ?? this.#shards[0];
    if (!shard || this.#isClosed)
      return { ok: false, error: new SolarmonError("unavailable", "the stream is closed") };
    return { ok: true, shard: shard.name, position: shard.add(record, this.#clock.now()) };
  }

  async *read(consumer: string, options: ReadOptions = {}): AsyncIterable<StreamBatch> {
    const { start = { from: "checkpoint" }, maxRecords = 1_000, follow = true, signal } = options;
    const places = this.#startPlaces(consumer, start);
    const wake = (): void => this.#wake();
    const isEnded = (): boolean => this.#isClosed || signal?.aborted === true;
    signal?.addEventListener("abort", wake);
    try {
      const names = [...places.keys()].map(({ name }) => name);
      if (options.onShards) await options.onShards(names, names);
      while (!isEnded()) {
        const before = [...places.values()].join();
        const appends = this.#appends;
        yield* this.#batches(consumer, places, maxRecords, signal);
        if ([...places.values()].join() !== before) continue;
        if (!follow) return;
        if (appends === this.#appends)
          await new Promise<void>((resolve) => this.#waiting.add(resolve));
      }
    } finally {
      signal?.removeEventListener("abort", wake);
    }
  }

  /** Per shard to read: number of the first record to give. */
  #startPlaces(consumer: string, start: StreamStart): Map<MemoryShard, number> {
    const shards =
      start.from === "position"
        ? this.#shards.filter(({ name }) => name === start.shard)
        : this.#shards;
    return new Map(
      shards.map((shard) => {
        if (start.from !== "checkpoint") return [shard, shard.placeOf(start)];
        return [shard, this.#checkpoints.get(`${consumer} ${shard.name}`) ?? 0];
      }),
    );
  }

  *#batches(
    consumer: string,
    places: Map<MemoryShard, number>,
    maxRecords: number,
    signal: AbortSignal | undefined,
  ): Iterable<StreamBatch> {
    for (const [shard, place] of places) {
      const records = shard.slice(place, maxRecords);
      if (records.length === 0 || signal?.aborted === true) continue;
      places.set(shard, place + records.length);
      yield {
        shard: shard.name,
        records,
        commit: async (position) => {
          this.#checkpoints.set(`${consumer} ${shard.name}`, Number(position) + 1);
        },
      };
    }
  }

  #wake(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    this.#wake();
  }
}
