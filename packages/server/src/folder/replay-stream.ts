import type { Instant } from "@solarmon/core";
import { openCatalog } from "@solarmon/embedded";
import { findServer } from "../control/control-client.ts";
import type { ReplayReport } from "../processor/messages.ts";
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
  await using catalog = await openCatalog({ file: paths.catalog });
  await using own = await openProcessor(paths, catalog, onWarning);
  return await own.link.replay(from);
}
