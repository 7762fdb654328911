import type { Instant } from "@solarmon/core";
import { findServer } from "../control/control-client.ts";
import type { ReplayReport } from "../processor/messages.ts";
import { ProcessorLink } from "../processor/processor-link.ts";
import { dataPaths } from "./data-paths.ts";
import { lockFolder } from "./lock-folder.ts";

/** Replays through the server that has the folder open, else through a processor of our own. */
export async function replayStream(
  dataDir: string,
  from: Instant,
  onWarning: (message: string) => void,
): Promise<ReplayReport> {
  const paths = dataPaths(dataDir);
  await using server = await findServer(paths.controlSocket);
  if (server) return server.replay(from);
  await using stack = new AsyncDisposableStack();
  stack.use(lockFolder(paths));
  const link = stack.use(
    await ProcessorLink.start({
      setup: { dataDir: paths.root, isFollowing: false },
      onWarning,
    }),
  );
  return link.replay(from);
}
