import type { ReadOptions, StreamBatch, StreamReader } from "@solarmon/core";

export interface ReaderWatch {
  /** The consumer has asked for more: it has done what it got so far. */
  readonly onDone: (consumer: string, sequence: number) => void;
  readonly onCommitted: (consumer: string, sequence: number) => void;
}

/** A reader that tells how far its consumers are, so that the main thread knows how far behind we are. */
export function watchedReader(reader: StreamReader, watch: ReaderWatch): StreamReader {
  return {
    async *read(consumer: string, options?: ReadOptions): AsyncGenerator<StreamBatch> {
      for await (const batch of reader.read(consumer, options)) {
        yield {
          ...batch,
          commit: async (position) => {
            await batch.commit(position);
            watch.onCommitted(consumer, Number(position));
          },
        };
        watch.onDone(consumer, Number(batch.records.at(-1)?.position));
      }
    },
    [Symbol.asyncDispose]: () => reader[Symbol.asyncDispose](),
  };
}
