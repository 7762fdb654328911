import { MINUTE_MS } from "@solarmon/core";
import { expect, test } from "vitest";
import { DayCounts } from "../src/day-counts.ts";
import { quarterEnergies } from "../src/quarter-energies.ts";

const QUARTER_MS = 15 * MINUTE_MS;
const MIDNIGHT = Date.parse("2026-06-10T00:00:00+02:00");
const NOON = MIDNIGHT + 48 * QUARTER_MS;
const quarter = (index: number, energyWh: number) => ({
  serial: "7E1",
  startAt: NOON + index * QUARTER_MS,
  energyWh,
});

function begun(): DayCounts {
  const counts = new DayCounts("Europe/Berlin");
  counts.begin({ start: MIDNIGHT, end: NOON });
  return counts;
}

test("a quarter of an hour adds to the count at its end", () => {
  const counted = begun().count([quarter(0, 250), quarter(1, 260.5)]);
  expect(counted.map(({ measuredAt, values }) => [measuredAt, values["acEnergyToday"]])).toEqual([
    [NOON + QUARTER_MS, 250],
    [NOON + 2 * QUARTER_MS, 510.5],
  ]);
});

test("one that came twice counts once, and one that came late is counted from then on", () => {
  const counts = begun();
  counts.count([quarter(0, 250), quarter(0, 250), quarter(2, 300)]);
  expect(counts.count([quarter(1, 100), quarter(2, 310)])[1]?.values).toEqual({
    acEnergyToday: 660,
  });
});

test("the last one of a day ends just before midnight, and the next day begins anew", () => {
  const counts = begun();
  counts.count([quarter(0, 250)]);
  counts.begin({ start: NOON, end: NOON + 96 * QUARTER_MS });
  const [last, first] = counts.count([quarter(47, 1), quarter(48, 2)]);
  expect(last).toMatchObject({
    measuredAt: NOON + 48 * QUARTER_MS - 1,
    values: { acEnergyToday: 251 },
  });
  expect(first?.values).toEqual({ acEnergyToday: 2 });
});

test("a day that was not read from its beginning on is not counted", () => {
  const counts = new DayCounts("Europe/Berlin");
  counts.begin({ start: MIDNIGHT + 1, end: NOON });
  expect(counts.isBegun(NOON)).toBe(false);
  expect(counts.count([quarter(0, 250)])).toEqual([]);
});

test("days that are over are forgotten", () => {
  const counts = begun();
  counts.begin({ start: NOON, end: NOON + 5 * 96 * QUARTER_MS });
  expect(counts.isBegun(NOON)).toBe(false);
  expect(counts.isBegun(NOON + 4 * 96 * QUARTER_MS)).toBe(true);
});

test("energies are in Wh whatever the series' unit; null and unknown units are none", () => {
  const timestamp = "2026-06-10T12:00:00+02:00";
  const body = (unit: string, value: unknown) => ({
    inverters: { "7E1": { energy: { unit, values: [{ timestamp, value }] } }, odd: 1 },
  });
  expect(quarterEnergies(body("KWH", 0.25))).toEqual([quarter(0, 250)]);
  for (const nothing of [body("WH", null), body("BTU", 1), {}, undefined])
    expect(quarterEnergies(nothing)).toEqual([]);
});
