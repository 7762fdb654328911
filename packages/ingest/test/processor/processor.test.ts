import {
  encodeEnvelope,
  HOUR_MS,
  type LatestReading,
  MINUTE_MS,
  newId,
  type PlantUpdate,
  type RollupRow,
  unpackValues,
} from "@solarmon/core";
import { MemoryRollupStore } from "@solarmon/core/memory";
import { createProcessor } from "@solarmon/ingest";
import { expect, test } from "vitest";
import { referenceRows } from "./reference-rollups.ts";
import { allRows, envelope, seed, type Seed } from "./seed.ts";

const NOON = Date.UTC(2026, 5, 1, 10);

/** Collects what is published. */
function listening(s: Seed) {
  const updates: PlantUpdate[] = [];
  const publish = async (_: unknown, told: readonly PlantUpdate[]) => void updates.push(...told);
  return { updates, options: { ...s, live: { publish } } };
}

const valuesOf = ({ packed }: LatestReading) => unpackValues(packed);

test("readings in order become rows of five minutes, hour and local day", async () => {
  const s = await seed();
  const processor = createProcessor(s);
  const [device] = s.devices;
  const readings = Array.from({ length: 120 }, (_, minute) => ({
    deviceId: device!.id,
    measuredAt: NOON + minute * MINUTE_MS,
    values: { acPower: 6_000, acEnergyTotal: 1_000 + minute * 100 },
  }));
  const value = encodeEnvelope(envelope(s, readings));
  const [result] = await processor.process([{ value }]);
  expect(result).toMatchObject({ ok: true });
  await processor.settle();
  const rows = await allRows(s);
  expect(rows.filter(({ resolution }) => resolution === "5m")).toHaveLength(24);
  expect(rows.filter(({ resolution }) => resolution === "1h")).toHaveLength(2);
  const [day] = rows.filter(({ resolution }) => resolution === "1d");
  expect(day).toMatchObject({ start: Date.UTC(2026, 4, 31, 22), lengthMs: 24 * HOUR_MS });
  expect(day).toMatchObject({ count: 120, expectedCount: 1_440 });
  expect(day?.points["acEnergyTotal"]?.increase).toBe(11_900);
  expect(day?.points["acPower"]?.increase).toBe(11_900);
});

test("answers per record: an unknown plant and rubbish fail alone", async () => {
  const s = await seed();
  const processor = createProcessor(s);
  const reading = { deviceId: s.devices[0]!.id, measuredAt: NOON, values: { acPower: 1 } };
  const elsewhere = { ...s, plant: { ...s.plant, id: newId() } };
  const results = await processor.process([
    { value: encodeEnvelope(envelope(elsewhere, [reading])) },
    { value: new Uint8Array([1, 2, 3]) },
    { value: encodeEnvelope(envelope(s, [reading])) },
  ]);
  expect(results).toMatchObject([
    { ok: false, error: { code: "not_found" } },
    { ok: false, error: { code: "refused" } },
    { ok: true, verdicts: ["stored"] },
  ]);
});

test("publishes one update per plant and step, with the power of its fresh inverters", async () => {
  const s = await seed({ devices: 3 });
  const { updates, options } = listening(s);
  const processor = createProcessor(options);
  const at = (device: number, minute: number, acPower: number | null) => ({
    deviceId: s.devices[device]!.id,
    measuredAt: NOON + minute * MINUTE_MS,
    values: { acPower },
  });
  await processor.apply([
    envelope(s, [at(0, 0, 1_000), at(1, 20, 2_000), at(1, 21, 2_100)]),
    envelope(s, [at(2, 21, null)]),
  ]);
  // Device 0 is too old, device 2 has no power.
  expect(updates).toMatchObject([{ measuredAt: NOON + 21 * MINUTE_MS, powerW: 2_100 }]);
  expect(updates[0]?.devices).toHaveLength(3);
  await processor.apply([envelope(s, [at(0, 22, 500)])]);
  expect(updates[1]).toMatchObject({ powerW: 2_600, devices: [{ deviceId: s.devices[0]!.id }] });
});

test("after a restart it knows the power of inverters that have only told a counter since", async () => {
  const s = await seed({ devices: 2 });
  const [one, other] = s.devices;
  const show = (deviceId: string, minute: number, values: Record<string, number>) =>
    envelope(s, [{ deviceId, measuredAt: NOON + minute * MINUTE_MS, values }]);
  await createProcessor(s).apply([
    show(one!.id, 0, { acPower: 2_000 }),
    show(one!.id, 5, { acEnergyTotal: 9_000 }),
  ]);
  const { updates, options } = listening(s);
  await createProcessor(options).apply([show(other!.id, 6, { acPower: 500 })]);
  await createProcessor(options).apply([show(other!.id, 30, { acPower: 600 })]);
  expect(updates.map(({ powerW }) => powerW)).toEqual([2_500, 600]);
});

test("late and repeated readings publish nothing, a correction of the newest does", async () => {
  const s = await seed();
  const { updates, options } = listening(s);
  const processor = createProcessor(options);
  const reading = (minute: number, acPower: number) => ({
    deviceId: s.devices[0]!.id,
    measuredAt: NOON + minute * MINUTE_MS,
    values: { acPower, frequency: 50 },
  });
  await processor.apply([envelope(s, [reading(5, 100)])]);
  await processor.apply([envelope(s, [reading(2, 70)]), envelope(s, [reading(5, 100)])]);
  expect(updates).toHaveLength(1);
  await processor.apply([envelope(s, [reading(5, 120)], { receivedAt: 9 })]);
  expect(updates).toHaveLength(2);
  expect(updates[1]).toMatchObject({ powerW: 120 });
  const [held] = await s.latest.get(s.scope, [s.devices[0]!.id]);
  expect(valuesOf(held!)).toEqual({ acPower: 120, frequency: 50 });
});

test("tells verdicts to whoever waits for them", async () => {
  const s = await seed();
  const told: unknown[] = [];
  const onVerdicts = (...verdicts: unknown[]) => void told.push(verdicts);
  const processor = createProcessor({ ...s, onVerdicts });
  const readings = [{ deviceId: s.devices[0]!.id, measuredAt: NOON, values: { acPower: 1 } }];
  await processor.apply([envelope(s, readings, { replyTo: "door-1" }), envelope(s, readings)]);
  await processor.apply([envelope(s, readings, { replyTo: "door-2", receivedAt: 4 })]);
  expect(told).toEqual([
    ["door-1", ["stored"]],
    ["door-2", ["duplicate"]],
  ]);
});

test("a live bus that is down is reported and holds up nothing", async () => {
  const s = await seed();
  const errors: unknown[] = [];
  const live = { publish: async () => Promise.reject(new Error("bus is down")) };
  const onError = (error: unknown) => void errors.push(error);
  const processor = createProcessor({ ...s, live, onError });
  const readings = [{ deviceId: s.devices[0]!.id, measuredAt: NOON, values: { acPower: 1 } }];
  expect(await processor.apply([envelope(s, readings)])).toMatchObject([{ ok: true }]);
  expect(errors).toHaveLength(1);
});

test("learns a device's interval as the median step and notes it", async () => {
  const s = await seed({ intervalMs: null });
  const processor = createProcessor(s);
  const deviceId = s.devices[0]!.id;
  const steps = Array.from({ length: 30 }, (_, n) => (n % 7 === 3 ? 90_000 : 10_050));
  let measuredAt = NOON;
  const readings = steps.map((step) => {
    measuredAt += step;
    return { deviceId, measuredAt, values: { acPower: 1 } };
  });
  await processor.apply([envelope(s, readings)]);
  await processor.settle();
  const device = await s.catalog.forTenant(s.scope).device(deviceId);
  expect(device?.intervalMs).toBe(10_000);
  const rows = await allRows(s);
  expect(rows.findLast(({ resolution }) => resolution === "5m")?.expectedCount).toBe(30);
});

test("an interval that the operator sets later is taken over, not learned over", async () => {
  const s = await seed({ intervalMs: null });
  const processor = createProcessor(s);
  const deviceId = s.devices[0]!.id;
  const catalog = s.catalog.forTenant(s.scope);
  const step = async (minute: number) => {
    const measuredAt = NOON + minute * MINUTE_MS;
    await processor.apply([envelope(s, [{ deviceId, measuredAt, values: { acPower: 1 } }])]);
  };
  await step(0);
  await catalog.setDeviceInterval(deviceId, 5 * MINUTE_MS);
  s.clock.at += HOUR_MS;
  for (let minute = 1; minute < 60; minute++) await step(minute);
  await processor.settle();
  expect((await catalog.device(deviceId))?.intervalMs).toBe(5 * MINUTE_MS);
  const rows = await allRows(s);
  expect(rows.find(({ resolution }) => resolution === "1h")?.expectedCount).toBe(12);
});

test("what waits for settling is bounded", async () => {
  const s = await seed();
  const processor = createProcessor({ ...s, maxPendingRows: 100 });
  const deviceId = s.devices[0]!.id;
  for (let hour = 0; hour < 100; hour++) {
    const measuredAt = NOON + hour * HOUR_MS;
    const late = measuredAt - 300 * HOUR_MS;
    await processor.apply([
      envelope(s, [
        { deviceId, measuredAt, values: { acPower: hour } },
        { deviceId, measuredAt: late, values: { acPower: hour } },
      ]),
    ]);
    expect(processor.pendingRows).toBeLessThanOrEqual(110);
  }
  await processor.settle();
  expect(await allRows(s)).toEqual(await referenceRows(s));
});

test("devices that were let go are taken up again", async () => {
  const s = await seed({ devices: 5 });
  const processor = createProcessor({ ...s, maxDevices: 2 });
  for (let minute = 0; minute < 30; minute++) {
    const measuredAt = NOON + minute * MINUTE_MS;
    const deviceId = s.devices[minute % 5]!.id;
    await processor.apply([envelope(s, [{ deviceId, measuredAt, values: { acPower: minute } }])]);
    await processor.settle();
  }
  expect(await allRows(s)).toEqual(await referenceRows(s));
});

test("while roll-ups cannot be written it takes no more than it has room for", async () => {
  const s = await seed();
  let isDown = true;
  const own = s.rollups.forTenant(s.scope);
  const put = async (rows: readonly RollupRow[]) => {
    if (isDown) throw new Error("disk is full");
    await own.put(rows);
  };
  const rollups = Object.assign(new MemoryRollupStore(), {
    forTenant: () => ({ put, read: own.read.bind(own), readBefore: own.readBefore.bind(own) }),
  });
  const processor = createProcessor({ ...s, rollups, maxPendingRows: 2 });
  const step = async (minute: number) => {
    const measuredAt = NOON + minute * MINUTE_MS;
    const values = { acPower: minute };
    return processor.apply([envelope(s, [{ deviceId: s.devices[0]!.id, measuredAt, values }])]);
  };
  await step(0);
  await expect(step(1)).rejects.toMatchObject({ code: "unavailable", isRetryable: true });
  await expect(processor.settle()).rejects.toThrow("disk is full");
  isDown = false;
  await step(1);
  await processor.settle();
  expect(await allRows(s)).toEqual(await referenceRows(s));
});

test("a deleted tenant's rows are not written any more", async () => {
  const s = await seed();
  const processor = createProcessor(s);
  const reading = { deviceId: s.devices[0]!.id, measuredAt: NOON, values: { acPower: 1 } };
  await processor.apply([envelope(s, [reading])]);
  await processor.forget(s.tenant.id);
  await processor.settle();
  expect(processor.pendingRows).toBe(0);
  expect(await allRows(s)).toEqual([]);
});
