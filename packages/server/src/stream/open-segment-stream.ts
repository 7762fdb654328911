import { type Clock, systemClock } from "@solarmon/core";
import { type DurableEnd, openSegmentLog, type SegmentLog } from "@solarmon/embedded";
import { CONSUMER } from "../processor/consumers.ts";
import { pacedStream } from "../processor/paced-stream.ts";
import { ProcessorLag } from "../processor/processor-lag.ts";
import { diskProbe } from "../services/probes/disk-probe.ts";
import type { Probe } from "../services/probes/probe.ts";
import type { ConsumerPlace, ServerStream } from "./server-stream.ts";

/** The stream in the data folder, which the processor's thread follows. */
export async function openSegmentStream(
  dir: string,
  warn: (message: string) => void,
  clock: Clock = systemClock,
): Promise<ServerStream> {
  const log = await openSegmentLog({ dir, onWarning: ({ message }) => warn(message) });
  const stream = new SegmentStream(log, new ProcessorLag(clock), diskProbe(dir));
  await stream.begin();
  return stream;
}

/** Its one shard numbers the records, so that a difference is a count. */
class SegmentStream implements ServerStream {
  readonly #log: SegmentLog;
  readonly #lag: ProcessorLag;
  readonly #settled = new Map<string, number>();
  readonly writer: ServerStream["writer"];
  readonly probe: Probe;

  constructor(log: SegmentLog, lag: ProcessorLag, probe: Probe) {
    this.probe = probe;
    this.#log = log;
    this.#lag = lag;
    this.writer = pacedStream(log, lag);
  }

  readonly durableEnd = (): DurableEnd => this.#log.durableEnd;

  /** Reads how far the consumers were when the server stopped. */
  async begin(): Promise<void> {
    for (const consumer of Object.values(CONSUMER))
      this.#settled.set(consumer, this.#newest - (await this.#log.backlog(consumer)));
  }

  onGrown(listener: (end: DurableEnd) => void): () => void {
    return this.#log.onDurable((end) => {
      this.#lag.appended(end.sequence - 1);
      listener(end);
    });
  }

  done({ consumer, position }: ConsumerPlace): void {
    if (consumer === CONSUMER.processor) this.#lag.processed(Number(position));
  }

  settled({ consumer, position }: ConsumerPlace): void {
    this.#settled.set(consumer, Math.max(Number(position), this.#settled.get(consumer) ?? 0));
  }

  async lagRecords(): Promise<ReadonlyMap<string, number>> {
    const behind = (settled: number): number => Math.max(0, this.#newest - settled);
    return new Map([...this.#settled].map(([consumer, settled]) => [consumer, behind(settled)]));
  }

  get lagMs(): number {
    return this.#lag.lagMs;
  }

  get #newest(): number {
    return this.#log.durableEnd.sequence - 1;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#log[Symbol.asyncDispose]();
  }
}
