import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createApi, type RunningServer } from "@solarmon/api";
import { systemClock } from "@solarmon/core";
import { MemoryLatestCache, MemoryLiveBus } from "@solarmon/core/memory";
import {
  openCatalog,
  openLinkStore,
  openQuarantine,
  openSecretStore,
  openSegmentLog,
  openTenantStores,
} from "@solarmon/embedded";
import { createHistory, createIntake, createVerdictBoard } from "@solarmon/ingest";
import { createMqttDoor, type MqttDoor } from "@solarmon/ingest/mqtt";
import type { DataPaths } from "./folder/data-paths.ts";
import type { LinkDesk } from "./links/link-desk.ts";
import { openLinks } from "./links/open-links.ts";
import { pacedStream } from "./processor/paced-stream.ts";
import type { ProcessorLink } from "./processor/processor-link.ts";
import { setAsideIn } from "./processor/set-aside.ts";
import { ServerState } from "./server-state.ts";
import type { SolarmonOptions } from "./start-solarmon.ts";

/** Everything behind the doors, wired and running; the doors themselves still closed. */
export interface ServerParts extends AsyncDisposable {
  readonly state: ServerState;
  readonly links: () => Promise<LinkDesk>;
  openMqtt(): Promise<MqttDoor>;
  openHttp(): Promise<RunningServer>;
}

/** Opens the stores of a data folder, lets the processor begin, and wires what the doors need. */
export async function openServerParts(
  options: SolarmonOptions,
  paths: DataPaths,
  processor: ProcessorLink,
): Promise<ServerParts> {
  await using stack = new AsyncDisposableStack();
  const { logger, host, port, mqttPort } = options;
  const warn = ({ message }: Error): void => logger.warn({}, message);
  const clock = systemClock;
  const catalog = stack.use(await openCatalog({ file: paths.catalog }));
  const quarantine = openQuarantine({ catalog });
  const secrets = await openSecretStore({ dir: paths.root });
  const log = stack.use(await openSegmentLog({ dir: paths.stream, onWarning: warn }));
  const state = new ServerState(log, clock);
  await state.begin();
  const latest = new MemoryLatestCache();
  const live = new MemoryLiveBus();
  const verdicts = createVerdictBoard();
  // Disposed here, before what it asks the main thread for.
  stack.use(processor);
  await processor.begin({
    catalog,
    setAside: setAsideIn(catalog, quarantine),
    durableEnd: () => log.durableEnd,
    latest,
    live,
    onVerdicts: (replyTo, list) => verdicts.deliver(replyTo, list),
    onDone: (consumer, sequence) => state.done(consumer, sequence),
    onSettled: (consumer, sequence) => state.settled(consumer, sequence),
  });
  const followed = log.onDurable((end) => {
    state.lag.appended(end.sequence - 1);
    processor.wake(end);
  });
  stack.defer(followed);
  const stores = stack.use(await openTenantStores({ dir: paths.tenants, readOnly: true }));
  const history = createHistory({ ...stores, catalog, latest, clock });
  const intake = stack.use(
    createIntake({
      stream: pacedStream(log, state.lag),
      catalog,
      quarantine,
      clock,
      onError: warn,
    }),
  );
  const links = stack.use(
    await openLinks({
      catalog,
      intake,
      secrets,
      clock,
      isServing: true,
      warn: (message) => logger.warn({}, message),
    }),
  );
  const api = createApi({
    catalog,
    intake,
    history,
    live,
    quarantine,
    links: openLinkStore({ catalog, clock }),
    verdicts,
    secrets,
    clock,
    logger,
    health: () => state.parts(processor, intake),
    metrics: () => state.metrics(intake),
    ...dashboardOf(options),
  });
  const open = stack.move();
  return {
    state,
    links: () => links.desk(),
    openMqtt: () => createMqttDoor({ intake, catalog, clock, host, port: mqttPort, logger }),
    openHttp: () => api.listen({ host, port }),
    [Symbol.asyncDispose]: () => open.disposeAsync(),
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
