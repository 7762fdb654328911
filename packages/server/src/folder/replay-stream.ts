import type { Instant } from "@solarmon/core";
import { findServer } from "../control/control-client.ts";
import type { ReplayReport } from "../processor/messages.ts";
import { openRecords } from "../services/open-records.ts";
import { readServices } from "../services/read-services.ts";
import { dataPaths } from "./data-paths.ts";
import { openProcessor } from "./open-processor.ts";

/** Replays through the server that has the folder open, else through a processor of our own. */
export async function replayStream(
  dataDir: string,
  from: Instant,
  onWarning: (message: string) => void,
): Promise<ReplayReport> {
  const paths = dataPaths(dataDir);
  const server = await findServer(paths.controlSocket);
  if (server) {
    await using client = server;
    return await client.replay(from);
  }
  const services = readServices(process.env);
  await using records = await openRecords(paths, services);
  await using own = await openProcessor(paths, records, services, onWarning);
  return await own.link.replay(from);
}
