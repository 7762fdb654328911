import type { StreamWriter } from "@solarmon/core";
import type { ProcessorLag } from "./processor-lag.ts";

/**
 * The stream as the doors see it: takes records no faster than the processor follows, so that what a page shows is never
 * far behind what was acknowledged. Senders feel it as slower acknowledgements; nothing is dropped.
 */
export function pacedStream(stream: StreamWriter, lag: ProcessorLag): StreamWriter {
  return {
    append: async (records, options) => {
      await lag.room();
      return stream.append(records, options);
    },
    [Symbol.asyncDispose]: () => stream[Symbol.asyncDispose](),
  };
}
