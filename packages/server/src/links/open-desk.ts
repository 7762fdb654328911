import { SolarmonError, systemClock } from "@solarmon/core";
import { createIntake } from "@solarmon/ingest";
import type { AuditedRecords } from "../audit/audit-records.ts";
import { findServer } from "../control/control-client.ts";
import { dataPaths } from "../folder/data-paths.ts";
import { openProcessor } from "../folder/open-processor.ts";
import { readServices } from "../services/read-services.ts";
import type { KafkaService } from "../services/services.ts";
import { askDesk } from "./ask-desk.ts";
import { DeskMail } from "./desk-mail.ts";
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
 * The desk of whichever server reads the links, where several share the work; else that of the server which has the data
 * folder open, else one of our own.
 *
 * @throws `locked` when another command works on the folder
 */
export async function openDesk(
  dataDir: string,
  records: AuditedRecords,
  warn: (message: string) => void,
): Promise<OpenedDesk> {
  const { kafka, postgres } = readServices(process.env);
  if (kafka && postgres) return await openSharedDesk(kafka, records, warn);
  const server = await findServer(dataPaths(dataDir).controlSocket);
  if (!server) return await openOwnDesk(dataDir, records, warn);
  return {
    desk: server.links,
    isServed: true,
    settle: () => server.settle(),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

async function openSharedDesk(
  kafka: KafkaService,
  { secrets }: AuditedRecords,
  warn: (message: string) => void,
): Promise<OpenedDesk> {
  await using stack = new AsyncDisposableStack();
  const mail = stack.use(await DeskMail.open(kafka, secrets, warn));
  const desk = await askDesk(mail);
  const open = stack.move();
  return {
    desk,
    isServed: true,
    settle: async () => undefined, // the workers do, within a second or two
    [Symbol.asyncDispose]: () => open.disposeAsync(),
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
      "no server answers in this data folder. With KAFKA_BROKERS and no DATABASE_URL, links are in the hands of the one server that has the folder: start it.",
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
