import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createApi, type Logger, type PartHealth } from "@solarmon/api";
import { systemClock } from "@solarmon/core";
import { MemoryLatestCache, MemoryLiveBus } from "@solarmon/core/memory";
import {
  openCatalog,
  openQuarantine,
  openSecretStore,
  openSegmentLog,
  openTenantStores,
} from "@solarmon/embedded";
import { createHistory, createIntake, createVerdictBoard } from "@solarmon/ingest";
import { createMqttDoor } from "@solarmon/ingest/mqtt";
import { openControlServer } from "./control/control-server.ts";
import { dataPaths } from "./folder/data-paths.ts";
import { lockFolder } from "./folder/lock-folder.ts";
import { portError } from "./port-error.ts";
import { ProcessorLink } from "./processor/processor-link.ts";
import { ServerState } from "./server-state.ts";
import type { Settings } from "./settings.ts";

/** The part of a pino logger that the server uses. */
export interface ServerLogger extends Logger {
  debug(fields: object, message: string): void;
}

export interface SolarmonOptions extends Settings {
  readonly logger: ServerLogger;
  /** Folder of the built dashboard. Default: that of `@solarmon/dashboard`, once it is built. */
  readonly dashboardDir?: string;
}

/** A server that takes readings and answers. */
export interface RunningSolarmon {
  /** e.g. `http://127.0.0.1:8080` */
  readonly url: string;
  /** e.g. `mqtt://127.0.0.1:1883` */
  readonly mqttUrl: string;
  /** Stops taking, lets what was acknowledged be processed, and closes everything. */
  close(): Promise<void>;
}

/**
 * Starts everything in this process: doors, stream, processor (in a thread), API and dashboard, over one data folder.
 * Resolves once it is ready.
 *
 * @throws `locked` another process has the data folder · `conflict` a port is taken · `storage_full`, `storage_corrupt`
 */
export async function startSolarmon(options: SolarmonOptions): Promise<RunningSolarmon> {
  const paths = dataPaths(options.dataDir);
  await mkdir(paths.root, { recursive: true });
  await using stack = new AsyncDisposableStack();
  stack.use(lockFolder(paths));
  const { logger } = options;
  const clock = systemClock;
  const warn = (message: string): void => logger.warn({}, message);

  const catalog = stack.use(await openCatalog({ file: paths.catalog }));
  const quarantine = openQuarantine({ catalog });
  const secrets = await openSecretStore({ dir: paths.root });
  const log = stack.use(
    await openSegmentLog({ dir: paths.stream, onWarning: ({ message }) => warn(message) }),
  );
  const state = new ServerState(log);
  const latest = new MemoryLatestCache();
  const live = new MemoryLiveBus();
  const verdicts = createVerdictBoard();
  const processor = stack.use(
    await ProcessorLink.start({
      setup: { dataDir: paths.root, isFollowing: true },
      durableEnd: () => log.durableEnd,
      latest,
      live,
      onVerdicts: (replyTo, list) => verdicts.deliver(replyTo, list),
      onSettled: (consumer, sequence) => state.settled(consumer, sequence),
      onWarning: warn,
    }),
  );
  stack.defer(log.onDurable((end) => processor.wake(end)));
  await state.begin();

  const stores = stack.use(await openTenantStores({ dir: paths.tenants, readOnly: true }));
  const history = createHistory({ ...stores, catalog, latest, clock });
  const intake = stack.use(
    createIntake({
      stream: log,
      catalog,
      quarantine,
      clock,
      onError: ({ message }) => warn(message),
    }),
  );
  const health = (): PartHealth[] => state.parts(processor, intake);
  const api = createApi({
    catalog,
    intake,
    history,
    live,
    quarantine,
    verdicts,
    secrets,
    clock,
    logger,
    health,
    metrics: () => state.metrics(intake),
    ...dashboardOf(options),
  });
  const { host, port, mqttPort } = options;
  const mqtt = stack.use(
    await createMqttDoor({ intake, catalog, clock, host, port: mqttPort, logger }).catch(
      (error: unknown) => {
        throw portError(error, "MQTT", host, mqttPort, "SOLARMON_MQTT_PORT");
      },
    ),
  );
  const http = await api.listen({ host, port }).catch((error: unknown) => {
    throw portError(error, "HTTP", host, port, "SOLARMON_PORT");
  });
  stack.defer(() => http.close());
  stack.use(await openControlServer(paths.controlSocket, processor));
  state.open();
  const open = stack.move();
  return {
    url: http.url,
    mqttUrl: `mqtt://${host}:${mqtt.port}`,
    close: () => open.disposeAsync(),
  };
}

function dashboardOf({ dashboardDir }: SolarmonOptions): { dashboardDir?: string } {
  const dir = dashboardDir ?? builtDashboard();
  return dir === undefined ? {} : { dashboardDir: dir };
}

function builtDashboard(): string | undefined {
  const manifest = fileURLToPath(import.meta.resolve("@solarmon/dashboard/package.json"));
  const dir = join(manifest, "..", "dist");
  return existsSync(join(dir, "index.html")) ? dir : undefined;
}
