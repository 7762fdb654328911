import type { ReadOptions, StreamBatch, StreamReader } from "@solarmon/core";

/** A reader that tells which positions were committed, so that the main thread knows how far behind we are. */
export function watchedReader(
  reader: StreamReader,
  onCommitted: (consumer: string, sequence: number) => void,
): StreamReader {
  return {
    async *read(consumer: string, options?: ReadOptions): AsyncGenerator<StreamBatch> {
      for await (const batch of reader.read(consumer, options))
        yield {
          ...batch,
          commit: async (position) => {
            await batch.commit(position);
            onCommitted(consumer, Number(position));
          },
        };
    },
    [Symbol.asyncDispose]: () => reader[Symbol.asyncDispose](),
  };
}
