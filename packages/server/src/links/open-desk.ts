import { SolarmonError, systemClock } from "@solarmon/core";
import { createIntake } from "@solarmon/ingest";
import type { AuditedRecords } from "../audit/audit-records.ts";
import { findServer } from "../control/control-client.ts";
import { dataPaths } from "../folder/data-paths.ts";
import { openProcessor } from "../folder/open-processor.ts";
import { readServices } from "../services/read-services.ts";
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
  records: AuditedRecords,
  warn: (message: string) => void,
): Promise<OpenedDesk> {
  const server = await findServer(dataPaths(dataDir).controlSocket);
  if (!server) return await openOwnDesk(dataDir, records, warn);
  return {
    desk: server.links,
    isServed: true,
    settle: () => server.settle(),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

async function openOwnDesk(
  dataDir: string,
  records: AuditedRecords,
  warn: (message: string) => void,
): Promise<OpenedDesk> {
  const services = readServices(process.env);
  if (services.kafka)
    throw new SolarmonError(
      "unavailable",
      "no server answers in this data folder. With KAFKA_BROKERS links are in the hands of the servers: give the folder of the one that reads them.",
    );
  const paths = dataPaths(dataDir);
  const { catalog, quarantine } = records;
  const clock = systemClock;
  await using stack = new AsyncDisposableStack();
  const { link: processor } = stack.use(await openProcessor(paths, records, services, warn));
  const stream = createDirectStream(processor);
  const onError = ({ message }: Error): void => warn(message);
  const intake = stack.use(createIntake({ stream, catalog, quarantine, clock, onError }));
  const links = await openLinks({ ...records, intake, clock, isServing: false, warn });
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
