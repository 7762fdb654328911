import type { ReadOptions, StreamBatch, StreamReader } from "@solarmon/core";
import type { ConsumerPlace } from "../stream/server-stream.ts";

export interface ReaderWatch {
  /** The consumer has asked for more: it has done what it got so far. */
  readonly onDone: (place: ConsumerPlace) => void;
  readonly onCommitted: (place: ConsumerPlace) => void;
}

/** A reader that tells how far its consumers are, so that the main thread knows how far behind we are. */
export function watchedReader(reader: StreamReader, watch: ReaderWatch): StreamReader {
  return {
    async *read(consumer: string, options?: ReadOptions): AsyncGenerator<StreamBatch> {
      for await (const batch of reader.read(consumer, options)) {
        const { shard } = batch;
        yield {
          ...batch,
          commit: async (position) => {
            await batch.commit(position);
            watch.onCommitted({ consumer, shard, position });
          },
        };
        const position = batch.records.at(-1)?.position;
        if (position !== undefined) watch.onDone({ consumer, shard, position });
      }
    },
    [Symbol.asyncDispose]: () => reader[Symbol.asyncDispose](),
  };
}
