import { DAY_MS, HOUR_MS } from "@solarmon/core";
import { SunPlant } from "@solarmon/connectors-kit/stand-in";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

const NOON = Date.UTC(2024, 5, 10, 11);
const plantOf = (): SunPlant => new SunPlant({ noonAt: NOON, fairDayWh: 30_000 });
const instants = fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2035, 0) });

describe("the energy of a stand-in's inverter", () => {
  test("is whole and only grows", () => {
    const plant = plantOf();
    fc.assert(
      fc.property(instants, fc.integer({ min: 0, max: 40 * DAY_MS }), (at, later) => {
        const [before, after] = [plant.totalWh(at), plant.totalWh(at + later)];
        expect([Number.isSafeInteger(before), before >= 0, after >= before]).toEqual([
          true,
          true,
          true,
        ]);
      }),
    );
  });

  test("of a span is that of its parts, to the Wh", () => {
    const plant = plantOf();
    fc.assert(
      fc.property(fc.tuple(instants, instants, instants), (three) => {
        const [start = 0, middle = 0, end = 0] = three.toSorted((a, b) => a - b);
        const parts =
          plant.energyWh({ start, end: middle }) + plant.energyWh({ start: middle, end });
        expect(parts).toBe(plant.energyWh({ start, end }));
      }),
    );
  });

  test("is what its power adds up to", () => {
    const plant = plantOf();
    const start = NOON - 12 * HOUR_MS;
    let wattHours = 0;
    for (let at = start; at < start + DAY_MS; at += 60_000) wattHours += plant.powerW(at) / 60;
    const dayWh = plant.energyWh({ start, end: start + DAY_MS });
    expect(Math.abs(wattHours - dayWh)).toBeLessThan(15);
    expect([plant.isSunUp(NOON), plant.isSunUp(start)]).toEqual([true, false]);
    expect([plant.powerW(start), plant.powerW(NOON) > 2_000]).toEqual([0, true]);
  });
});

describe("its counter", () => {
  test("shows the total, and starts again when it is told to", () => {
    const plant = plantOf();
    expect(plant.counterWh(NOON)).toBe(plant.totalWh(NOON));
    plant.misbehave("counter-reset", NOON);
    expect(plant.counterWh(NOON)).toBe(0);
    const made = plant.energyWh({ start: NOON, end: NOON + HOUR_MS });
    expect(plant.counterWh(NOON + HOUR_MS)).toBe(made);
    plant.misbehave(null, NOON + HOUR_MS);
    expect(plant.counterWh(NOON)).toBe(plant.totalWh(NOON));
  });

  test("runs over 500 Wh after it is told to", () => {
    const plant = plantOf();
    plant.misbehave("counter-rollover", NOON);
    expect(plant.counterWh(NOON)).toBe(9_999_500);
    const made = plant.energyWh({ start: NOON, end: NOON + HOUR_MS });
    expect(plant.counterWh(NOON + HOUR_MS)).toBe(made - 500);
  });
});
