import { SOURCE_RANK, unpackValues } from "@solarmon/core";
import { MemoryCatalog, MemoryQuarantine } from "@solarmon/core/memory";
import { VirtualClock } from "@solarmon/core/testing";
import { createIntake, type IntakeOptions } from "@solarmon/ingest";
import { expect, test, vi } from "vitest";
import { IntakeSink } from "../../src/poller/intake-sink.ts";
import { ProblemLog } from "../../src/poller/problem-log.ts";
import { VendorDevices } from "../../src/poller/vendor-devices.ts";
import { HeldStream } from "../intake/held-stream.ts";
import { addTestPlant } from "../support/plant.ts";
import { acmeReading } from "./acme.ts";
import { fakeLink } from "./fake-links.ts";

async function setUp(limits: IntakeOptions["limits"] = { directoryMissMs: 0 }) {
  const clock = new VirtualClock();
  const catalog = new MemoryCatalog({ clock });
  const { scope, plant, devices } = await addTestPlant(catalog, "north");
  const stream = new HeldStream();
  const quarantine = new MemoryQuarantine();
  const intake = createIntake({ stream, catalog, quarantine, clock, limits });
  const own = catalog.forTenant(scope);
  const problems = new ProblemLog(clock);
  const link = { ...fakeLink(1), sites: [{ key: "4711", plantId: plant.id }] };
  const vendorDevices = new VendorDevices(own);
  const sink = new IntakeSink({ scope, link, intake, devices: vendorDevices, problems, clock });
  return { clock, own, plant, devices, stream, quarantine, problems, vendorDevices, sink };
}

test("readings reach the stream below the plant's devices, told apart by vendor and rank", async () => {
  const { sink, stream, devices, plant, clock } = await setUp();
  stream.release();
  const at = clock.now() - 60_000;
  await sink.store("4711", [acmeReading("one", at, { acPower: 500 })], "live");
  const estimated = { ...acmeReading("two", at, { acPower: null }), quality: 1 };
  await sink.store("4711", [estimated], "backfill");
  expect(stream.envelopes).toMatchObject([
    { plantId: plant.id, source: { name: "acme", rank: SOURCE_RANK.live } },
    { plantId: plant.id, source: { name: "acme", rank: SOURCE_RANK.backfill } },
  ]);
  const [live, old] = stream.envelopes.map(({ readings }) => readings[0]);
  expect(live).toMatchObject({ deviceId: devices[0].id, measuredAt: at, quality: 0 });
  expect(unpackValues(live?.packed ?? new Uint8Array())).toEqual({ acPower: 500 });
  expect(old).toMatchObject({ deviceId: devices[1].id, quality: 1 });
  expect(unpackValues(old?.packed ?? new Uint8Array())).toEqual({ acPower: null });
});

test("a device that nobody knows is made, with what the discovery told of it", async () => {
  const { sink, stream, own, plant, vendorDevices, clock } = await setUp();
  stream.release();
  const told = { key: "SN1", kind: "inverter", name: "West", ratedPowerW: 8_000 } as const;
  const site = { key: "4711", name: "Roof", timeZone: null, capabilities: [], devices: [told] };
  vendorDevices.learn([site]);
  const readings = [
    acmeReading("SN1", clock.now(), { acPower: 1 }),
    { ...acmeReading("SN2", clock.now(), { gridImportPower: 1 }), kind: "meter" } as const,
  ];
  await sink.store("4711", readings, "live");
  await sink.store("4711", readings, "live");
  const made = (await own.devices(plant.id)).slice(2);
  expect(made).toMatchObject([
    { name: "SN1", kind: "inverter", ratedPowerW: 8_000, parentId: null },
    { name: "SN2", kind: "meter", ratedPowerW: null },
  ]);
  const ids = stream.envelopes.flatMap(({ readings: stored }) => stored.map((one) => one.deviceId));
  expect(new Set(ids)).toEqual(new Set(made.map(({ id }) => id)));
});

test("a device that two links find at once is made once", async () => {
  const { own, plant, clock } = await setUp();
  const reading = acmeReading("SN1", clock.now(), { acPower: 1 });
  const ids = await Promise.all(
    [new VendorDevices(own), new VendorDevices(own)].map((devices) =>
      devices.idsOf(plant.id, "4711", [reading]),
    ),
  );
  expect(new Set(ids.map((known) => known.get("SN1"))).size).toBe(1);
});

test("it resolves once the readings are durable, and not before", async () => {
  const { sink, stream, clock } = await setUp();
  let isDone = false;
  const storing = sink
    .store("4711", [acmeReading("one", clock.now(), { acPower: 1 })], "live")
    .then(() => (isDone = true));
  await vi.waitFor(() => expect(stream.waiting).toBe(1));
  expect(isDone).toBe(false);
  stream.release();
  await storing;
});

test("what the stream cannot take is an error, so that the job is done again", async () => {
  const { sink, stream, clock } = await setUp();
  stream.release();
  stream.isFull = true;
  const storing = sink.store("4711", [acmeReading("one", clock.now(), { acPower: 1 })], "live");
  await expect(storing).rejects.toMatchObject({ code: "storage_full" });
});

test("when the intake is full it waits for room", async () => {
  const { sink, stream, clock } = await setUp({ pendingBytes: 1, directoryMissMs: 0 });
  const readings = Array.from({ length: 3_000 }, (_, n) =>
    acmeReading("one", clock.now() - n * 1_000, { acPower: n }),
  );
  const storing = [1, 2, 3].map(() => sink.store("4711", readings, "backfill"));
  await vi.waitFor(() => expect(stream.waiting).toBeGreaterThan(0));
  stream.release();
  await Promise.all(storing);
  const stored = stream.envelopes.reduce((sum, envelope) => sum + envelope.readings.length, 0);
  expect(stored).toBe(9_000);
});

test("what is refused is counted and quarantined, and hides nothing", async () => {
  const { sink, stream, problems, clock } = await setUp();
  stream.release();
  const mad = acmeReading("one", clock.now(), { acPower: 9e9, acVoltageL1: 230 });
  await sink.store("4711", [mad, mad], "live");
  expect(stream.envelopes.flatMap(({ readings }) => readings)).toHaveLength(2);
  expect(problems.list()).toMatchObject([
    { siteKey: "4711", code: "out_of_range", path: "acPower", count: 2 },
  ]);
});

test("the newest kinds of problem are kept, each with its count", async () => {
  const { sink, problems, clock } = await setUp();
  for (let n = 0; n < 30; n += 1) {
    clock.advance(1_000);
    const problem = { path: `/rows/${n}`, code: "unknown_unit", detail: `unit ${n % 25}` } as const;
    sink.problems("4711", [problem]);
  }
  const listed = problems.list();
  expect(listed).toHaveLength(20);
  expect(listed[0]).toMatchObject({ detail: "unit 4", count: 1, path: "/rows/29" });
  expect(listed.find(({ detail }) => detail === "unit 20")).toMatchObject({ count: 1 });
});
