import { setTimeout as sleep } from "node:timers/promises";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { join } from "node:path";
import { MINUTE_MS, systemClock } from "@solarmon/core";
import { MemoryQuarantine, MemorySecretStore } from "@solarmon/core/memory";
import { openCatalog, openLinkStore, openQuotaStore, openSegmentLog } from "@solarmon/embedded";
import { createIntake } from "@solarmon/ingest";
import { followClock, LinkHosts, LinkPoller, openLink } from "@solarmon/ingest/poller";
import { giveMemoryBack } from "../../packages/server/src/give-memory-back.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { createBenchConnector } from "./poll/bench-connector.ts";
import { prepareLinks } from "./poll/prepare-links.ts";
import { startPollStandIn } from "./poll/stand-in.ts";
import type { Report } from "./report.ts";

const LINKS = 10_000;
const MEASURED_MINUTES = 3;
/** All links are opened and spread over their minute by then. */
const WARM_UP_MS = 3 * MINUTE_MS;

/**
 * Ten thousand links, each polled each minute over HTTP on loopback: scheduled, counted against its quota, its reading
 * checked and fsynced to the stream, its status saved; one thread, in real time.
 */
export async function benchPoll(report: Report): Promise<void> {
  await using folder = await temporaryFolder();
  await using standIn = await startPollStandIn();
  await using catalog = await openCatalog({ file: join(folder.path, "catalog.db") });
  await prepareLinks(catalog, LINKS, standIn.url);
  await using log = await openSegmentLog({ dir: join(folder.path, "stream") });
  await using polling = await startPolling(catalog, log);
  await sleep(WARM_UP_MS);
  const before = measure(polling);
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  await sleep(MEASURED_MINUTES * MINUTE_MS);
  const after = measure(polling);
  const tell = (metric: string, value: number, unit: string): void =>
    report({ bench: "poll", metric, value, unit });
  tell("links", polling.poller.linkCount, "links");
  tell("polls, stored", (after.readings - before.readings) / MEASURED_MINUTES, "polls/min");
  const busyMs = (after.cpuMicros - before.cpuMicros) / 1_000;
  tell("CPU, vendor calls and fsync included", busyMs / (MEASURED_MINUTES * MINUTE_MS), "cores");
  tell("event loop held up, 99th percentile", delay.percentile(99) / 1e6, "ms");
  tell("resident memory", after.rssBytes / 1e6, "MB");
  tell("growth of it a minute", (after.rssBytes - before.rssBytes) / MEASURED_MINUTES / 1e6, "MB");
}

interface Polling extends AsyncDisposable {
  readonly poller: LinkPoller;
  readonly readings: () => number;
}

async function startPolling(
  catalog: Awaited<ReturnType<typeof openCatalog>>,
  stream: Awaited<ReturnType<typeof openSegmentLog>>,
): Promise<Polling> {
  const clock = systemClock;
  await using stack = new AsyncDisposableStack();
  stack.use(giveMemoryBack()); // as the server does
  const quarantine = new MemoryQuarantine();
  const intake = stack.use(createIntake({ stream, catalog, quarantine, clock }));
  const hosts = new LinkHosts({ quotas: openQuotaStore({ catalog }), clock });
  const connector = createBenchConnector();
  const secrets = new MemorySecretStore();
  const options = { catalog, intake, secrets, hosts, clock, connectorOf: async () => connector };
  const links = openLinkStore({ catalog, clock });
  const poller = new LinkPoller({
    links,
    clock,
    open: (link) => openLink(link, options),
    onError: (_, error) => console.error(error),
  });
  await poller.load();
  stack.use(followClock(poller, { clock, onError: console.error }));
  const all = stack.move();
  return {
    poller,
    readings: () => intake.counts.acceptedReadings,
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

function measure({ readings }: Polling) {
  const { user, system } = process.cpuUsage();
  return {
    readings: readings(),
    cpuMicros: user + system,
    rssBytes: process.memoryUsage.rss(),
  };
}
