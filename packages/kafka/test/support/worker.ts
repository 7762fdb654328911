import type { StreamReader } from "@solarmon/core";
import { textOf } from "./kafka-help.ts";

/** A worker whose effect is a set of texts, so that doing a record again changes nothing. Commits after the effect. */
export class Worker {
  /** In the order in which they were done first. */
  readonly done = new Set<string>();
  readonly #stop = new AbortController();
  readonly #working: Promise<void>;

  constructor(reader: StreamReader, consumer: string) {
    this.#working = this.#work(reader, consumer);
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#working;
  }

  async #work(reader: StreamReader, consumer: string): Promise<void> {
    for await (const batch of reader.read(consumer, { signal: this.#stop.signal })) {
      for (const record of batch.records) this.done.add(textOf(record));
      const last = batch.records.at(-1);
      if (last) await batch.commit(last.position).catch(() => {}); // the brokers are away: done again later
    }
  }
}
