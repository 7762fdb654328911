import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { createApi, type RunningServer } from "@solarmon/api";
import { systemClock } from "@solarmon/core";
import { createHistory, createIntake, createVerdictBoard, UsageMeter } from "@solarmon/ingest";
import { openAlarmDuty } from "./alarms/open-alarm-duty.ts";
import { SYSTEM } from "./audit/actors.ts";
import { auditRecords } from "./audit/audit-records.ts";
import type { DataPaths } from "./folder/data-paths.ts";
import type { LinkDesk } from "./links/link-desk.ts";
import { openServerLinks } from "./links/open-server-links.ts";
import { openMqtt, type OpenMqtt } from "./open-mqtt.ts";
import type { ProcessorLink } from "./processor/processor-link.ts";
import { setAsideIn } from "./processor/set-aside.ts";
import { ServerState } from "./server-state.ts";
import { openLive } from "./services/open-live.ts";
import { openReads } from "./services/open-reads.ts";
import { openRecords } from "./services/open-records.ts";
import { openProbes } from "./services/probes/open-probes.ts";
import { requireOneWriter } from "./services/require-one-writer.ts";
import type { SolarmonOptions } from "./start-solarmon.ts";
import { openUsage } from "./usage/open-usage.ts";
import { openServerStream } from "./stream/open-server-stream.ts";
import { shareVerdicts } from "./verdicts/share-verdicts.ts";

/** Everything behind the doors, wired and running; the doors themselves still closed. */
export interface ServerParts extends AsyncDisposable {
  readonly state: ServerState;
  readonly links: () => Promise<LinkDesk>;
  openMqtt(): Promise<OpenMqtt>;
  openHttp(): Promise<RunningServer>;
}

/**
 * Opens the stores of a data folder or of the services, lets the processor begin, and wires what the doors need.
 *
 * @param processor - where this process has one
 */
export async function openServerParts(
  options: SolarmonOptions & Required<Pick<SolarmonOptions, "services" | "role">>,
  paths: DataPaths,
  processor: ProcessorLink | undefined,
): Promise<ServerParts> {
  await using stack = new AsyncDisposableStack();
  const { logger, host, port, mqttPort, services, role } = options;
  const warn = (message: string): void => logger.warn({}, message);
  const clock = systemClock;
  if (processor)
    stack.use(await requireOneWriter(services, (message) => logger.error({}, message)));
  const unaudited = await openRecords(paths, services);
  const records = stack.use(
    auditRecords(unaudited, SYSTEM, (entry, error) =>
      logger.error({ entry, err: error }, "done, but the audit log could not keep it"),
    ),
  );
  const { catalog, quarantine, secrets, trail } = records;
  const stream = stack.use(await openServerStream(paths, services, role, warn));
  const state = new ServerState(stream);
  const shown = stack.use(await openLive(services.redis, warn));
  const { latest, live } = shown;
  const { board: probes } = stack.use(
    await openProbes({
      services,
      stream: stream.probe,
      isRedisReady: () => shown.isReady,
      warn,
    }),
  );
  const verdicts = stack.use(shareVerdicts(createVerdictBoard(), services, warn));
  if (processor) {
    // Disposed here, before what it asks the main thread for.
    stack.use(processor);
    const { durableEnd } = stream;
    await processor.begin({
      catalog,
      setAside: setAsideIn(catalog, quarantine),
      follow: durableEnd ? { durableEnd } : {},
      latest,
      live,
      onVerdicts: (replyTo, list) => verdicts.deliver(replyTo, list),
      onDone: (place) => stream.done(place),
      onSettled: (place) => stream.settled(place),
    });
    stack.defer(stream.onGrown((end) => processor.wake(end)));
  }
  const reads = stack.use(await openReads(paths, records));
  const history = createHistory({ ...reads, catalog, latest, clock });
  const onError = ({ message }: Error): void => warn(message);
  const usage = stack.use(openUsage(paths, records));
  const meter = stack.use(new UsageMeter({ ledger: usage, clock, onError }));
  const intake = stack.use(
    createIntake({
      stream: stream.writer,
      catalog,
      quarantine,
      clock,
      onRefused: ({ tenantId }, readings) => meter.count(tenantId, "readingsRefused", readings),
      onError,
    }),
  );
  const links = stack.use(await openServerLinks({ records, intake, clock, services, role, warn }));
  const alarms = { ...options.alarms, records, reads, latest, clock, services, warn };
  if (processor) stack.use(await openAlarmDuty(alarms));
  const api = createApi({
    alarms: records.alarms,
    catalog,
    intake,
    history,
    live,
    quarantine,
    links: records.links,
    verdicts,
    secrets,
    audit: trail,
    usage,
    meter,
    clock,
    logger,
    health: () => state.parts({ processor, intake, probes }),
    metrics: () => state.metrics(intake),
    ...dashboardOf(options),
  });
  const mqtt = { intake, catalog, host, port: mqttPort, logger, services, role };
  const open = stack.move();
  return {
    state,
    links: () => links.desk(),
    openMqtt: async () => {
      const opened = await openMqtt({ ...mqtt, sessionName: basename(paths.root) });
      if (opened.isConnected) state.bridged(opened.isConnected);
      return opened;
    },
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
