import { HOUR_MS, MINUTE_MS, newId, type Span } from "@solarmon/core";
import {
  createHistory,
  createProcessor,
  type DeviceSeries,
  type SeriesQuery,
} from "@solarmon/ingest";
import { describe, expect, test } from "vitest";
import { envelope, type Measured, seed, type Seed } from "../processor/seed.ts";

/** 2 June 2026, 00:00 in Madrid. */
const MIDNIGHT = Date.UTC(2026, 5, 1, 22);

async function stored(s: Seed, readings: readonly Measured[]) {
  const processor = createProcessor(s);
  await processor.apply([envelope(s, readings)]);
  await processor.settle();
  return createHistory(s);
}

async function collect(series: AsyncIterable<DeviceSeries>): Promise<DeviceSeries[]> {
  const all: DeviceSeries[] = [];
  for await (const one of series) all.push(one);
  return all;
}

const query = (s: Seed, span: Span, more: Partial<SeriesQuery> = {}): SeriesQuery => ({
  plantId: s.plant.id,
  points: ["acPower", "acEnergyTotal", "status"],
  span,
  resolution: "1h",
  ...more,
});

/** From 23:00 on, each 15 min: a counter that grows by 100 Wh a step. */
const quarterHours = (s: Seed, count: number): Measured[] =>
  Array.from({ length: count }, (_, n) => ({
    deviceId: s.devices[0]!.id,
    measuredAt: MIDNIGHT - HOUR_MS + n * 15 * MINUTE_MS,
    values: { acPower: 400 + n, acEnergyTotal: 5_000 + n * 100, status: n % 3 },
  }));

describe("series", () => {
  test("gives means, last states and what counters counted, steps over the border included", async () => {
    const s = await seed({ intervalMs: 15 * MINUTE_MS });
    const history = await stored(s, quarterHours(s, 12));
    const span = { start: MIDNIGHT, end: MIDNIGHT + 2 * HOUR_MS };
    const [series] = await collect(history.series(s.scope, query(s, span)));
    expect([...series!.times]).toEqual([MIDNIGHT, MIDNIGHT + HOUR_MS]);
    expect([...series!.columns["acPower"]!]).toEqual([405.5, 409.5]);
    expect([...series!.columns["acEnergyTotal"]!]).toEqual([400, 400]);
    expect([...series!.columns["status"]!]).toEqual([1, 2]);
  });

  test.each(["5m", "1h", "1d"] as const)(
    "energies of %s add up to the whole",
    async (resolution) => {
      const s = await seed({ intervalMs: 15 * MINUTE_MS });
      const history = await stored(s, quarterHours(s, 300));
      const span = { start: MIDNIGHT, end: MIDNIGHT + 48 * HOUR_MS };
      const [series] = await collect(history.series(s.scope, query(s, span, { resolution })));
      const sum = series!.columns["acEnergyTotal"]!.reduce((a, b) => a + b);
      expect(sum).toBe(48 * 400);
    },
  );

  test("a long span comes in runs, whose energies add up all the same", async () => {
    const s = await seed({ devices: 2 });
    const monthly = s.devices.flatMap(({ id: deviceId }) =>
      Array.from({ length: 24 }, (_, month) => ({
        deviceId,
        measuredAt: MIDNIGHT + month * 30 * 24 * HOUR_MS,
        values: { acEnergyTotal: month * 1_000 },
      })),
    );
    const history = await stored(s, monthly);
    const span = { start: MIDNIGHT + 1, end: MIDNIGHT + 2 * 365 * 24 * HOUR_MS };
    const asked = query(s, span, { resolution: "5m", points: ["acEnergyTotal"] });
    const runs = await collect(history.series(s.scope, asked));
    expect(runs.length).toBeGreaterThan(4);
    const [one, other] = s.devices.map(({ id }) => runs.filter((run) => run.deviceId === id));
    expect(runs).toEqual([...one!, ...other!]);
    const energies = one!.flatMap((run) => [...run.columns["acEnergyTotal"]!]);
    expect(energies).toEqual(Array.from({ length: 23 }, () => 1_000));
  });

  test("the energy of a gap is counted once, where it ends", async () => {
    const s = await seed();
    const readings = quarterHours(s, 30).filter((_, n) => n < 4 || n > 20);
    const history = await stored(s, readings);
    const span = { start: MIDNIGHT, end: MIDNIGHT + 24 * HOUR_MS };
    const [series] = await collect(history.series(s.scope, query(s, span)));
    expect([...series!.columns["acEnergyTotal"]!]).toEqual([2_000, 400, 200]);
  });

  test("finds the counter's value before the span also behind rows without it", async () => {
    const s = await seed();
    const deviceId = s.devices[0]!.id;
    const at = (minute: number, values: Measured["values"]) => ({
      deviceId,
      measuredAt: MIDNIGHT + minute * MINUTE_MS,
      values,
    });
    const history = await stored(s, [
      at(-40, { acEnergyTotal: 100, acPower: 5 }),
      at(-10, { acPower: 5 }),
      at(-5, { acPower: 5 }),
      at(10, { acEnergyTotal: 150 }),
    ]);
    const span = { start: MIDNIGHT, end: MIDNIGHT + HOUR_MS };
    for (const resolution of ["5m", "1h"] as const) {
      const [series] = await collect(history.series(s.scope, query(s, span, { resolution })));
      expect([...series!.columns["acEnergyTotal"]!]).toEqual([50]);
    }
  });

  test("a day counter counts from midnight, although it still showed yesterday's value", async () => {
    const s = await seed();
    const deviceId = s.devices[0]!.id;
    const show = (hours: number, acEnergyToday: number | null) => ({
      deviceId,
      measuredAt: MIDNIGHT + hours * HOUR_MS,
      values: { acEnergyToday },
    });
    const yesterday = [show(-10, 3_000), show(-2, 30_000)];
    const today = [show(1, 30_000), show(5, null), show(7, 0), show(9, 1_500), show(30, 9_000)];
    const history = await stored(s, [...yesterday, ...today]);
    const span = { start: MIDNIGHT, end: MIDNIGHT + 48 * HOUR_MS };
    const asked = query(s, span, { points: ["acEnergyToday"], resolution: "1d" });
    const [series] = await collect(history.series(s.scope, asked));
    expect([...series!.columns["acEnergyToday"]!]).toEqual([1_500, 9_000]);
  });

  test("what is missing is NaN, never 0", async () => {
    const s = await seed();
    const history = await stored(s, [
      { deviceId: s.devices[0]!.id, measuredAt: MIDNIGHT, values: { acPower: null, status: 4 } },
    ]);
    const span = { start: MIDNIGHT, end: MIDNIGHT + HOUR_MS };
    for (const resolution of ["raw", "5m", "1h", "1d"] as const) {
      const [series] = await collect(history.series(s.scope, query(s, span, { resolution })));
      expect([...series!.columns["acPower"]!]).toEqual([Number.NaN]);
      expect([...series!.columns["acEnergyTotal"]!]).toEqual([Number.NaN]);
      expect([...series!.columns["status"]!]).toEqual([4]);
    }
  });

  test("completeness is the share of the readings that were due so far", async () => {
    const s = await seed({ intervalMs: 15 * MINUTE_MS });
    const history = await stored(s, quarterHours(s, 11));
    s.clock.at = MIDNIGHT + 1.75 * HOUR_MS;
    const span = { start: MIDNIGHT - HOUR_MS, end: MIDNIGHT + 2 * HOUR_MS };
    const [series] = await collect(history.series(s.scope, query(s, span)));
    expect([...series!.completeness!]).toEqual([1, 1, 1]);
    const [day] = await collect(history.series(s.scope, query(s, span, { resolution: "1d" })));
    expect(day!.completeness![0]).toBe(1);
    s.clock.at = MIDNIGHT + 24 * HOUR_MS;
    const [later] = await collect(history.series(s.scope, query(s, span)));
    expect([...later!.completeness!]).toEqual([1, 1, 0.75]);
  });

  test("raw gives the readings themselves", async () => {
    const s = await seed();
    const readings = quarterHours(s, 4);
    const history = await stored(s, readings);
    const span = { start: readings[1]!.measuredAt, end: readings[3]!.measuredAt };
    const [series] = await collect(history.series(s.scope, query(s, span, { resolution: "raw" })));
    expect([...series!.columns["acEnergyTotal"]!]).toEqual([5_100, 5_200]);
    expect(series!.completeness).toBeNull();
  });

  test("hourly means straight from the readings equal those of the roll-ups", async () => {
    const s = await seed({ devices: 2, timeZone: "Australia/Lord_Howe" });
    const readings = s.devices.flatMap(({ id }) =>
      quarterHours(s, 500).map((reading) => ({ ...reading, deviceId: id })),
    );
    const history = await stored(s, readings);
    const span = { start: MIDNIGHT - 1.5 * HOUR_MS, end: MIDNIGHT + 200 * HOUR_MS };
    const asked = query(s, span, { points: ["acPower"] });
    const raw = await collect(history.hourlyFromRaw(s.scope, asked));
    const rolled = await collect(history.series(s.scope, asked));
    expect(raw.map(({ times, columns }) => ({ times, columns }))).toEqual(
      rolled.map(({ times, columns }) => ({ times, columns })),
    );
  });

  test("another tenant's plant and an unknown one are the same: not there", async () => {
    const s = await seed();
    const other = await seed();
    const history = createHistory(s);
    const span = { start: 0, end: 1 };
    for (const plantId of [other.plant.id, newId()])
      await expect(
        collect(history.series(s.scope, query(s, span, { plantId }))),
      ).rejects.toMatchObject({ code: "not_found" });
    const deviceIds = [other.devices[0]!.id];
    await expect(
      collect(history.series(s.scope, query(s, span, { deviceIds }))),
    ).rejects.toMatchObject({ code: "not_found" });
    await expect(
      collect(history.series(s.scope, query(s, span, { points: ["__proto__"] }))),
    ).rejects.toMatchObject({ code: "invalid_argument" });
    expect(await history.plantLive(s.scope, other.plant.id)).toBeUndefined();
    expect(await history.energyTodayWh(s.scope, other.plant.id)).toBeNull();
  });
});

describe("the plant now", () => {
  test("sums the inverters with a fresh reading, also when the cache is empty", async () => {
    const s = await seed({ devices: 3 });
    const history = await stored(s, [
      { deviceId: s.devices[0]!.id, measuredAt: MIDNIGHT, values: { acPower: 100 } },
      { deviceId: s.devices[1]!.id, measuredAt: MIDNIGHT - 3 * MINUTE_MS, values: { acPower: 20 } },
      { deviceId: s.devices[2]!.id, measuredAt: MIDNIGHT - HOUR_MS, values: { acPower: 3 } },
    ]);
    s.clock.at = MIDNIGHT + 5 * MINUTE_MS;
    await s.latest.deleteTenant(s.scope);
    const live = await history.plantLive(s.scope, s.plant.id);
    expect(live).toMatchObject({ powerW: 120, measuredAt: MIDNIGHT });
    expect(live?.devices).toHaveLength(3);
    s.clock.at = MIDNIGHT + HOUR_MS;
    expect(await history.plantLive(s.scope, s.plant.id)).toMatchObject({ powerW: null });
  });

  test("takes the newest power of an inverter that has only told its counter since", async () => {
    const s = await seed({ devices: 2 });
    const [one, other] = s.devices;
    const show = (deviceId: string, minute: number, values: Measured["values"]) => ({
      deviceId,
      measuredAt: MIDNIGHT + minute * MINUTE_MS,
      values,
    });
    const history = await stored(s, [
      show(one!.id, -10, { acPower: 90 }),
      show(one!.id, -5, { acPower: 100 }),
      show(one!.id, 0, { acEnergyTotal: 5_000 }),
      show(other!.id, -30, { acPower: 7_000 }),
      show(other!.id, 0, { acEnergyTotal: 9_000 }),
    ]);
    s.clock.at = MIDNIGHT + MINUTE_MS;
    const live = await history.plantLive(s.scope, s.plant.id);
    expect(live).toMatchObject({ powerW: 100, measuredAt: MIDNIGHT });
    const ofOne = live?.devices.filter(({ deviceId }) => deviceId === one!.id);
    expect(ofOne?.map(({ measuredAt }) => measuredAt)).toEqual([
      MIDNIGHT - 5 * MINUTE_MS,
      MIDNIGHT,
    ]);
    s.clock.at = MIDNIGHT + 14 * MINUTE_MS;
    expect(await history.plantLive(s.scope, s.plant.id)).toMatchObject({ powerW: null });
  });

  test("a power that is told as missing is missing, whatever was told before", async () => {
    const s = await seed();
    const deviceId = s.devices[0]!.id;
    const history = await stored(s, [
      { deviceId, measuredAt: MIDNIGHT - MINUTE_MS, values: { acPower: 90 } },
      { deviceId, measuredAt: MIDNIGHT, values: { acPower: null } },
    ]);
    s.clock.at = MIDNIGHT + MINUTE_MS;
    expect(await history.plantLive(s.scope, s.plant.id)).toMatchObject({ powerW: null });
  });

  test("a plant without an inverter shows what its meter tells; an inverter takes its place", async () => {
    const s = await seed({ devices: 0 });
    const own = s.catalog.forTenant(s.scope);
    const add = (name: string, kind: "meter" | "inverter") =>
      own.addDevice({
        plantId: s.plant.id,
        parentId: null,
        name,
        kind,
        ratedPowerW: null,
        intervalMs: null,
      });
    const show = (deviceId: string, hours: number, values: Measured["values"]) => ({
      deviceId,
      measuredAt: MIDNIGHT + hours * HOUR_MS,
      values,
    });
    const { id: whole } = await add("site:1", "meter");
    const history = await stored(s, [
      show(whole, 10, { acEnergyToday: 12_000, acPower: 3_000 }),
      show((await add("grid", "meter")).id, 10, { gridExportPower: 500 }),
    ]);
    s.clock.at = MIDNIGHT + 10.1 * HOUR_MS;
    expect(await history.energyTodayWh(s.scope, s.plant.id)).toBe(12_000);
    expect(await history.plantLive(s.scope, s.plant.id)).toMatchObject({ powerW: 3_000 });
    const { id: inverter } = await add("SN1", "inverter");
    await stored(s, [show(inverter, 10, { acEnergyToday: 12_100, acPower: 3_050 })]);
    expect(await history.energyTodayWh(s.scope, s.plant.id)).toBe(12_100);
    expect(await history.plantLive(s.scope, s.plant.id)).toMatchObject({ powerW: 3_050 });
  });

  test("energy today counts from local midnight and keeps a sleeping inverter's", async () => {
    const s = await seed({ devices: 3 });
    const total = (device: number, hours: number, acEnergyTotal: number | null) => ({
      deviceId: s.devices[device]!.id,
      measuredAt: MIDNIGHT + hours * HOUR_MS,
      values: { acEnergyTotal },
    });
    const history = createHistory(s);
    s.clock.at = MIDNIGHT + 20 * HOUR_MS;
    expect(await history.energyTodayWh(s.scope, s.plant.id)).toBeNull();
    await stored(s, [
      total(0, -3, 1_000),
      total(0, 8, 1_200),
      total(0, 15, 9_000),
      total(1, -3, 500),
      total(1, 9, 900),
      total(1, 10, null),
    ]);
    expect(await history.energyTodayWh(s.scope, s.plant.id)).toBe(8_400);
    s.clock.at = MIDNIGHT + 25 * HOUR_MS;
    expect(await history.energyTodayWh(s.scope, s.plant.id)).toBeNull();
  });

  test("energy of days without data is not taken for today's", async () => {
    const s = await seed();
    const show = (hours: number, acEnergyTotal: number) => ({
      deviceId: s.devices[0]!.id,
      measuredAt: MIDNIGHT + hours * HOUR_MS,
      values: { acEnergyTotal },
    });
    const history = await stored(s, [show(-40, 10_000), show(9, 90_000), show(10, 91_000)]);
    s.clock.at = MIDNIGHT + 11 * HOUR_MS;
    expect(await history.energyTodayWh(s.scope, s.plant.id)).toBe(1_000);
  });

  test("without counters energy today is the power over time", async () => {
    const s = await seed();
    const show = (minute: number, acPower: number) => ({
      deviceId: s.devices[0]!.id,
      measuredAt: MIDNIGHT + minute * MINUTE_MS,
      values: { acPower },
    });
    const history = await stored(s, [show(600, 6_000), show(610, 6_000), show(700, 6_000)]);
    s.clock.at = MIDNIGHT + 12 * HOUR_MS;
    expect(await history.energyTodayWh(s.scope, s.plant.id)).toBe(1_000);
  });

  test("on its first day a plant's energy is what the day counters show", async () => {
    const s = await seed();
    const history = await stored(s, [
      {
        deviceId: s.devices[0]!.id,
        measuredAt: MIDNIGHT + 10 * HOUR_MS,
        values: { acEnergyToday: 12_000, acEnergyTotal: 800_000 },
      },
    ]);
    s.clock.at = MIDNIGHT + 11 * HOUR_MS;
    expect(await history.energyTodayWh(s.scope, s.plant.id)).toBe(12_000);
  });
});
