import { join } from "node:path";
import {
  DAY_MS,
  decodeEnvelope,
  type LinkStore,
  type StreamWriter,
  unpackValues,
} from "@solarmon/core";
import { scopeOf } from "@solarmon/core/authority";
import { MemoryQuarantine, MemoryQuotaStore, MemorySecretStore } from "@solarmon/core/memory";
import { VirtualClock } from "@solarmon/core/testing";
import { openCatalog, openLinkStore, type SqliteCatalog } from "@solarmon/embedded";
import { createIntake } from "@solarmon/ingest";
import { LinkHosts, LinkPoller, openLink } from "@solarmon/ingest/poller";
import { expect, test } from "vitest";
import { findConnector } from "../../src/links/connectors.ts";
import { isOpenGap } from "../../src/links/fill-progress.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { startDatamanager } from "./fronius-stand-in.ts";

const START = Date.UTC(2026, 5, 10, 9);
const SPAN = { start: START - 15 * DAY_MS, end: START - DAY_MS };

/** Readings by device and time, and how often each came. */
class Collected {
  readonly values = new Map<string, string>();
  count = 0;

  stream(): StreamWriter {
    return {
      append: async (records) =>
        records.map(({ value }) => {
          for (const reading of decodeEnvelope(value).readings) {
            const key = `${reading.deviceId} ${reading.measuredAt}`;
            this.values.set(key, JSON.stringify(unpackValues(reading.packed)));
            this.count += 1;
          }
          return { ok: true, shard: "0", position: "0" };
        }),
      [Symbol.asyncDispose]: async () => undefined,
    };
  }
}

/** A process that runs the links of a catalogue until it is left alone. */
function startProcess(catalog: SqliteCatalog, clock: VirtualClock, collected: Collected) {
  const store = openLinkStore({ catalog, clock });
  let isDead = false;
  const links: Pick<LinkStore, "allLinks" | "saveStatus"> = {
    allLinks: () => store.allLinks(),
    saveStatus: async (statuses) => {
      if (!isDead) await store.saveStatus(statuses);
    },
  };
  const stream = collected.stream();
  const quarantine = new MemoryQuarantine();
  const limits = { directoryMissMs: 0 };
  const intake = createIntake({ stream, catalog, quarantine, clock, limits });
  const hosts = new LinkHosts({ quotas: new MemoryQuotaStore(), clock });
  const secrets = new MemorySecretStore();
  const open = { catalog, intake, secrets, hosts, clock, connectorOf: findConnector };
  const poller = new LinkPoller({ links, clock, open: (link) => openLink(link, open) });
  return { poller, die: () => (isDead = true) };
}

async function runUntil(poller: LinkPoller, clock: VirtualClock, isDone: () => boolean) {
  for (let step = 0; step < 500 && !isDone(); step += 1) {
    clock.set(Math.max(clock.now(), poller.nextAt));
    await poller.runDue();
  }
  expect(isDone()).toBe(true);
}

/** Fills the span; a process that dies stores on for a moment, and nobody hears how far it is. */
async function fillAll(deaths: number): Promise<Collected> {
  const clock = new VirtualClock(START);
  await using folder = await temporaryFolder();
  await using standIn = await startDatamanager(clock);
  await using catalog = await openCatalog({ file: join(folder.path, "catalog.db"), clock });
  const { id: tenantId } = await catalog.addTenant("Helios");
  const scope = scopeOf(tenantId);
  const nothing = { latitudeDeg: null, longitudeDeg: null, dcKwp: null, acKw: null, arrays: [] };
  const own = catalog.forTenant(scope);
  const plant = await own.addPlant({ name: "Roof", timeZone: "Europe/Berlin", ...nothing });
  const link = await openLinkStore({ catalog, clock })
    .forTenant(scope)
    .addLink({
      vendor: "fronius",
      name: "Roof",
      settings: standIn.settings,
      sites: [{ key: standIn.sites[0]?.key ?? "", plantId: plant.id }],
    });
  const collected = new Collected();
  for (let life = 0; life <= deaths; life += 1) {
    const { poller, die } = startProcess(catalog, clock, collected);
    await poller.load();
    await poller.runDue();
    const { jobs } = await poller.opened(link.id);
    if (life === 0) jobs.fill("local", SPAN);
    await poller.replan(link.id);
    if (life < deaths) die();
    const before = collected.count;
    await runUntil(poller, clock, () => collected.count > before + 5_000);
    expect(jobs.gaps().filter(isOpenGap)).toEqual([]);
  }
  return ofSpan(collected);
}

/** Live readings came at other times in other lives. */
function ofSpan(collected: Collected): Collected {
  for (const key of collected.values.keys()) {
    const measuredAt = Number(key.split(" ")[1]);
    if (measuredAt < SPAN.start || measuredAt >= SPAN.end) collected.values.delete(key);
  }
  return collected;
}

test("a fill that is killed again and again goes on without loss, and what comes twice is the same", async () => {
  const [whole, killed] = [await fillAll(0), await fillAll(3)];
  expect(whole.values.size).toBeGreaterThan(5_000);
  expect(textsOf(killed)).toEqual(textsOf(whole));
  expect(killed.count).toBeGreaterThan(whole.count);
});

/** Each life of the test has ids of its own. */
function textsOf({ values }: Collected): string[] {
  const texts = [...values].map(([key, text]) => `${key.slice(36)} ${text}`);
  return texts.toSorted((a, b) => a.localeCompare(b));
}
