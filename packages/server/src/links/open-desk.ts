import { systemClock } from "@solarmon/core";
import { openQuarantine, openSecretStore, type SqliteCatalog } from "@solarmon/embedded";
import { createIntake } from "@solarmon/ingest";
import { findServer } from "../control/control-client.ts";
import { dataPaths } from "../folder/data-paths.ts";
import { openProcessor } from "../folder/open-processor.ts";
import { createDirectStream } from "./direct-stream.ts";
import type { LinkDesk } from "./link-desk.ts";
import { openLinks } from "./open-links.ts";

export interface OpenedDesk extends AsyncDisposable {
  readonly desk: LinkDesk;
  /** Whether a server does the work and goes on with it. */
  readonly isServed: boolean;
  /** Resolves once what was stored is in the roll-ups, too. */
  readonly settle: () => Promise<void>;
}

/**
 * The desk of the server that has the data folder open, else one of our own.
 *
 * @throws `locked` when another command works on the folder
 */
export async function openDesk(
  dataDir: string,
  catalog: SqliteCatalog,
  warn: (message: string) => void,
): Promise<OpenedDesk> {
  const server = await findServer(dataPaths(dataDir).controlSocket);
  if (!server) return await openOwnDesk(dataDir, catalog, warn);
  return {
    desk: server.links,
    isServed: true,
    settle: () => server.settle(),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

async function openOwnDesk(
  dataDir: string,
  catalog: SqliteCatalog,
  warn: (message: string) => void,
): Promise<OpenedDesk> {
  const paths = dataPaths(dataDir);
  const clock = systemClock;
  await using stack = new AsyncDisposableStack();
  const { link: processor } = stack.use(await openProcessor(paths, catalog, warn));
  const stream = createDirectStream(processor);
  const quarantine = openQuarantine({ catalog });
  const onError = ({ message }: Error): void => warn(message);
  const intake = stack.use(createIntake({ stream, catalog, quarantine, clock, onError }));
  const secrets = await openSecretStore({ dir: paths.root });
  const links = await openLinks({ catalog, intake, secrets, clock, isServing: false, warn });
  stack.use(links);
  const desk = await links.desk();
  const open = stack.move();
  return {
    desk,
    isServed: false,
    settle: () => processor.settle(),
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  };
}
