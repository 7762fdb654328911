import {
  availabilityAnalysis,
  energyAvailability,
  plantTimeAvailability,
  subsystemLoss,
  timeAvailability,
} from "@solarmon/kpi/availability";
import { timeGrid } from "@solarmon/kpi/energy";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

const DAY_MS = 86_400_000;
const QUARTER_MS = 900_000;

function wobble(row: number): number {
  return 1 + 0.02 * Math.sin(row * 1.7);
}

/** Ten clear days of a plant of four inverters, whose rows `isOut` are lost: to the plant, or to the data only. */
function plant(isOut: (row: number) => boolean, lost: "energy" | "data") {
  const timesMs = timeGrid({ startMs: 0, endMs: 10 * DAY_MS, stepMs: QUARTER_MS });
  const expectedW = timesMs.map((time) =>
    Math.max(0, Math.round(4000 * Math.sin(((time % DAY_MS) / DAY_MS - 0.25) * 2 * Math.PI))),
  );
  const trueW = expectedW.map((power, row) => 0.9 * power * wobble(row));
  const meterWh = new Float64Array(timesMs.length);
  for (let row = 1; row < timesMs.length; row++) {
    const made = isOut(row) && lost === "energy" ? 0 : (trueW[row] ?? 0) / 4;
    meterWh[row] = (meterWh[row - 1] ?? 0) + made;
  }
  const systemW = trueW.map((power, row) => (isOut(row) ? 0 : power));
  const subsystemsW = [0, 1, 2, 3].map(() =>
    systemW.map((power, row) => (isOut(row) && lost === "data" ? Number.NaN : power / 4)),
  );
  return { timesMs, expectedW, systemW, subsystemsW, meterWh, trueW };
}

const noon = 4 * 96 + 48;
const inOutage = (row: number): boolean => row >= noon && row < noon + 8;

describe("full outages", () => {
  test("energy that the meter did not count is lost", () => {
    const rows = plant(inOutage, "energy");
    const { outages, periods } = availabilityAnalysis(rows);
    expect(outages.map(({ type, start, end }) => [type, start, end])).toEqual([
      ["real", noon, noon + 7],
    ]);
    const missing = rows.trueW.subarray(noon, noon + 8).reduce((sum, power) => sum + power / 4, 0);
    expect(outages[0]?.lossWh).toBeGreaterThan(0.97 * missing);
    expect(outages[0]?.lossWh).toBeLessThan(1.03 * missing);
    expect(periods[0]?.availability).toBeLessThan(1);
  });

  test("energy that the meter counted is not", () => {
    const { outages, periods } = availabilityAnalysis(plant(inOutage, "data"));
    expect(outages.map(({ type, lossWh }) => [type, lossWh])).toEqual([["comms", 0]]);
    expect(periods[0]?.availability).toBe(1);
  });

  test("a meter that fell says nothing, and nothing is counted", () => {
    const rows = plant(inOutage, "energy");
    rows.meterWh.subarray(noon + 7).fill(0);
    expect(availabilityAnalysis(rows).outages[0]).toMatchObject({
      type: "unknown",
      lossWh: Number.NaN,
    });
  });

  test("rows that are not regular are refused", () => {
    const rows = plant(inOutage, "energy");
    rows.timesMs[5] = (rows.timesMs[5] ?? 0) + 1;
    expect(() => availabilityAnalysis(rows)).toThrow(RangeError);
  });
});

test("what one of n equal inverters costs is the share of the others' power", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 8 }),
      fc.double({ min: 100, max: 1e5, noNaN: true }),
      (count, power) => {
        const subsystemsW = Array.from({ length: count }, (_value, part) =>
          Float64Array.of(power, power, part === 0 ? 0 : power),
        );
        const systemW = Float64Array.of(count * power, count * power, (count - 1) * power);
        const { lossW } = subsystemLoss({ systemW, subsystemsW });
        expect(lossW[0]).toBe(0);
        expect(lossW[2]).toBeCloseTo(power, 6);
      },
    ),
  );
});

test("a limit of the plant bounds what can have been lost", () => {
  const subsystemsW = [Float64Array.of(100, 100), Float64Array.of(100, 0)];
  const rows = { systemW: Float64Array.of(200, 100), subsystemsW };
  expect(subsystemLoss(rows, { systemLimitW: 150 }).lossW[1]).toBe(50);
});

test("rows without data are no outage, unless it is said", () => {
  const powerW = Float64Array.of(0, Number.NaN, 0, 500, 600);
  const sun = Float64Array.of(0, 300, 300, 500, Number.NaN);
  expect(timeAvailability(powerW, sun, { threshold: 50 })).toEqual({
    availability: 0.5,
    usefulRows: 2,
    downRows: 1,
    missingRows: 1,
  });
  const options = { threshold: 50, missing: "down" } as const;
  expect(timeAvailability(powerW, sun, options).availability).toBeCloseTo(1 / 3, 12);
  const excluded = Uint8Array.of(0, 0, 1, 0, 0);
  expect(timeAvailability(powerW, sun, { threshold: 50, excluded }).availability).toBe(1);
});

test("without sun or production there is no availability", () => {
  expect(plantTimeAvailability([])).toBeNaN();
  expect(energyAvailability(0, 0)).toBeNaN();
  expect(energyAvailability(Number.NaN, 1)).toBeNaN();
});
