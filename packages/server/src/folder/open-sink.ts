import { findServer } from "../control/control-client.ts";
import type { ImportSink } from "../import/import-sink.ts";
import type { Records } from "../services/records.ts";
import type { Services } from "../services/services.ts";
import { dataPaths } from "./data-paths.ts";
import { openProcessor } from "./open-processor.ts";

// Whole days of many devices: each device-day becomes a chunk once, not once a batch.
const ALONE_READINGS = 60_000;

/**
 * The way into the store: through the stream that workers share, else through the server that has the data folder open,
 * else through a processor of our own.
 *
 * @throws `locked` when another command works on the folder
 */
export async function openSink(
  dataDir: string,
  records: Records,
  services: Services,
  onWarning: (message: string) => void,
): Promise<ImportSink> {
  if (services.kafka) {
    const { openStreamSink } = await import("../import/stream-sink.ts");
    return await openStreamSink(services.kafka, onWarning);
  }
  const paths = dataPaths(dataDir);
  const server = await findServer(paths.controlSocket);
  if (server) return server;
  const own = await openProcessor(paths, records, services, onWarning);
  return {
    batchReadings: ALONE_READINGS,
    store: (envelope) => own.link.store(envelope),
    settle: () => own.link.settle(),
    [Symbol.asyncDispose]: () => own[Symbol.asyncDispose](),
  };
}
