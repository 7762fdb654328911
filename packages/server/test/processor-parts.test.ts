import { appendFile, readFile } from "node:fs/promises";
import {
  encodeEnvelope,
  type LatestReading,
  newId,
  packValues,
  SolarmonError,
  SOURCE_RANK,
} from "@solarmon/core";
import { scopeOf } from "@solarmon/core/authority";
import {
  MemoryCatalog,
  MemoryLatestCache,
  MemoryLiveBus,
  MemoryReadingStore,
  MemoryRollupStore,
  MemoryUsageLedger,
} from "@solarmon/core/memory";
import { createProcessor, UsageBook } from "@solarmon/ingest";
import { describe, expect, it, vi } from "vitest";
import { ImportLane } from "../src/processor/import-lane.ts";
import type { TenantNews } from "../src/processor/messages.ts";
import { NewsOutbox } from "../src/processor/news-outbox.ts";
import { PendingEnvelopes } from "../src/processor/pending-envelopes.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

const scope = scopeOf(newId());
const plantId = newId();

function reading(deviceId: string, measuredAt: number): LatestReading {
  const whole = new Uint8Array(1_000);
  const packed = packValues({ acPower: measuredAt });
  whole.set(packed);
  const view = whole.subarray(0, packed.length);
  return { deviceId, measuredAt, receivedAt: measuredAt, packed: view };
}

function update(devices: readonly LatestReading[], powerW: number) {
  return { plantId, measuredAt: Math.max(...devices.map((d) => d.measuredAt)), powerW, devices };
}

async function nextTurn(): Promise<void> {
  await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
}

describe("NewsOutbox", () => {
  it("sends one letter at a time, and the newest of what came meanwhile", async () => {
    const letters: (readonly TenantNews[])[] = [];
    const outbox = new NewsOutbox((news) => letters.push(news));
    const [a, b] = [newId(), newId()];
    for (let at = 1; at <= 3; at++) await outbox.publish(scope, [update([reading(a, at)], at)]);
    await nextTurn();
    await outbox.publish(scope, [update([reading(a, 5)], 50)]);
    await outbox.publish(scope, [update([reading(b, 4)], 60)]);
    await nextTurn();
    expect(letters).toHaveLength(1);
    expect(letters[0]?.[0]?.updates).toMatchObject([{ powerW: 3, devices: [{ measuredAt: 3 }] }]);
    outbox.taken();
    await nextTurn();
    expect(letters).toHaveLength(2);
    expect(letters[1]?.[0]?.updates).toMatchObject([
      {
        powerW: 60,
        devices: [
          { deviceId: a, measuredAt: 5 },
          { deviceId: b, measuredAt: 4 },
        ],
      },
    ]);
  });

  it("never sends more than a reading's own bytes", async () => {
    const letters: (readonly TenantNews[])[] = [];
    const outbox = new NewsOutbox((news) => letters.push(news));
    await outbox.put(scope, [reading(newId(), 1)]);
    await nextTurn();
    const packed = letters[0]?.[0]?.latest[0]?.packed;
    expect(packed?.buffer.byteLength).toBe(packed?.length);
  });
});

describe("PendingEnvelopes", () => {
  it("has what was added and not cleared, also after a kill in the middle of a write", async () => {
    await using folder = await temporaryFolder();
    const first = await PendingEnvelopes.open(folder.path);
    await first.add(Uint8Array.of(1, 2, 3));
    await first.add(Uint8Array.of(4));
    await first[Symbol.asyncDispose]();
    await appendFile(`${folder.path}/pending.bin`, Uint8Array.of(0, 0, 0, 9, 7, 7));

    await using again = await PendingEnvelopes.open(folder.path);
    expect((await again.left()).map((bytes) => [...bytes])).toEqual([[1, 2, 3], [4]]);
    await again.clear();
    expect(await readFile(`${folder.path}/pending.bin`)).toHaveLength(0);
    await again.add(Uint8Array.of(5));
    expect((await again.left()).map((bytes) => [...bytes])).toEqual([[5]]);
  });
});

/** An envelope for a plant that nobody has (any more). */
function orphan(): Uint8Array {
  const source = { name: "import", rank: SOURCE_RANK.import };
  const readings = [{ ...reading(newId(), 1), quality: 0 }];
  return encodeEnvelope({ tenantId: newId(), plantId, receivedAt: 1, source, readings });
}

function processorOver(catalog: MemoryCatalog) {
  return createProcessor({
    catalog,
    readings: new MemoryReadingStore(),
    rollups: new MemoryRollupStore(),
    latest: new MemoryLatestCache(),
    live: new MemoryLiveBus(),
    isMetered: true,
    clock: { now: () => 2 },
  });
}

function fail(message: string): never {
  throw new Error(message);
}

function newBook(ledger = new MemoryUsageLedger()): UsageBook {
  return new UsageBook(ledger);
}

describe("ImportLane", () => {
  it("books what it stores, once, also when it was killed between booking and clearing up", async () => {
    await using folder = await temporaryFolder();
    const catalog = new MemoryCatalog();
    const tenant = await catalog.addTenant("Helios");
    const own = catalog.forTenant(scopeOf(tenant.id));
    const unknown = { latitudeDeg: null, longitudeDeg: null, acKw: null, arrays: [] };
    const plant = await own.addPlant({ name: "Roof", timeZone: "UTC", dcKwp: 7, ...unknown });
    const ledger = new MemoryUsageLedger();
    const source = { name: "import", rank: SOURCE_RANK.import };
    const readings = [1, 2, 3].map((at) => ({ ...reading(newId(), at), quality: 0 }));
    const head = { tenantId: tenant.id, plantId: plant.id, receivedAt: 1, source };
    const stored = encodeEnvelope({ ...head, readings });
    for (let life = 0; life < 3; life++) {
      await using pending = await PendingEnvelopes.open(folder.path);
      const processor = processorOver(catalog);
      if (life < 2) vi.spyOn(pending, "clear").mockResolvedValue(); // killed before
      const book = newBook(ledger);
      const lane = new ImportLane({ processor, pending, book, onWarning: fail });
      if (life === 0) await lane.store(stored);
      await lane.settle();
    }
    const days = await ledger.days(scopeOf(tenant.id), { start: 0, end: 1e15 });
    expect(days).toMatchObject([
      { day: 0, pointsIngested: 3, plantsMonitored: 1, kwpMonitored: 7 },
    ]);
  });

  it("is not blocked for ever by what a killed import left for a plant that is gone", async () => {
    await using folder = await temporaryFolder();
    await using pending = await PendingEnvelopes.open(folder.path);
    await pending.add(orphan());
    const warnings: string[] = [];
    const processor = processorOver(new MemoryCatalog());
    const onWarning = (message: string) => void warnings.push(message);
    const lane = new ImportLane({ processor, pending, book: newBook(), onWarning });
    await lane.settle();
    expect(warnings).toEqual([expect.stringMatching(/left out: no plant/)]);
    expect(await pending.left()).toEqual([]);
  });

  it("keeps what a killed import left while the store cannot take it", async () => {
    await using folder = await temporaryFolder();
    await using pending = await PendingEnvelopes.open(folder.path);
    await pending.add(orphan());
    const catalog = new MemoryCatalog();
    vi.spyOn(catalog, "forTenant").mockImplementation(() => {
      throw new SolarmonError("unavailable", "not now");
    });
    const parts = { processor: processorOver(catalog), pending, book: newBook() };
    const lane = new ImportLane({ ...parts, onWarning: () => undefined });
    await expect(lane.settle()).rejects.toMatchObject({ code: "unavailable" });
    expect(await pending.left()).toHaveLength(1);
  });
});
