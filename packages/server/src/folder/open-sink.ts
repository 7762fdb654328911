import { mkdir } from "node:fs/promises";
import { findServer } from "../control/control-client.ts";
import type { ImportSink } from "../import/import-sink.ts";
import { linkSink, ProcessorLink } from "../processor/processor-link.ts";
import { dataPaths } from "./data-paths.ts";
import { lockFolder } from "./lock-folder.ts";

/**
 * The way into the store of a data folder: through the server that has it open, else through a processor of our own,
 * which keeps others out meanwhile.
 *
 * @throws `locked` when another command works on the folder
 */
export async function openSink(
  dataDir: string,
  onWarning: (message: string) => void,
): Promise<ImportSink> {
  const paths = dataPaths(dataDir);
  const server = await findServer(paths.controlSocket);
  if (server) return server;
  await mkdir(paths.root, { recursive: true });
  const lock = lockFolder(paths);
  try {
    const setup = { dataDir: paths.root, isFollowing: false };
    const link = await ProcessorLink.start({ setup, onWarning });
    const sink = linkSink(link, true);
    return {
      ...sink,
      [Symbol.asyncDispose]: async () => {
        await sink[Symbol.asyncDispose]();
        lock[Symbol.dispose]();
      },
    };
  } catch (error) {
    lock[Symbol.dispose]();
    throw error;
  }
}
