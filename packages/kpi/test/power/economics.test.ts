import {
  autarky,
  avoidedCo2,
  loadFromMeters,
  revenue,
  selfConsumption,
  type Tariff,
} from "@solarmon/kpi/economics";
import { normalizeWithExpectedPower } from "@solarmon/kpi/normalization";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

const energy = fc.double({ min: 0, max: 1e6, noNaN: true });
const HOUR_MS = 3_600_000;

test("self-consumption and autarky share the energy used directly", () => {
  fc.assert(
    fc.property(energy, energy, energy, (used, exported, imported) => {
      fc.pre(used + exported > 1 && used + imported > 1);
      const productionWh = used + exported;
      const loadWh = loadFromMeters({ productionWh, importWh: imported, exportWh: exported });
      const byProduction = selfConsumption(productionWh, exported) * productionWh;
      expect(autarky(loadWh, imported) * loadWh).toBeCloseTo(byProduction, 5);
    }),
  );
  expect(selfConsumption(0, 0)).toBeNaN();
  expect(autarky(Number.NaN, 1)).toBeNaN();
});

describe("revenue", () => {
  const tariffs: readonly Tariff[] = [
    { validFromMs: 0, validToMs: 24 * HOUR_MS, feedInPerKWh: 0.1, importPerKWh: 0.3 },
    {
      validFromMs: 12 * HOUR_MS,
      feedInPerKWh: 0.08,
      importPerKWh: 0.3,
      importWindows: [
        { fromMinute: 22 * 60, toMinute: 6 * 60, perKWh: 0.2 },
        { fromMinute: 0, toMinute: 1440, weekdays: [0, 6], perKWh: 0.25 },
      ],
    },
  ];
  const at = (hour: number, offset = 0): { feedIn: number; savings: number } =>
    revenue(
      {
        timesMs: Float64Array.of(hour * HOUR_MS),
        exportWh: Float64Array.of(1000),
        selfUseWh: Float64Array.of(1000),
      },
      tariffs,
      offset,
    );

  test("takes the tariff of the day, the newer where two hold", () => {
    expect(at(0).feedIn).toBe(0.1);
    expect(at(12).feedIn).toBe(0.08);
    expect(at(100).feedIn).toBe(0.08);
  });

  test("takes the price of the local hour and weekday, also over midnight", () => {
    expect(at(36).savings).toBe(0.3); // Friday noon
    expect(at(47).savings).toBe(0.2); // Friday 23:00
    expect(at(53).savings).toBe(0.2); // Saturday 05:00
    expect(at(60).savings).toBe(0.25); // Saturday noon
    expect(at(36, 11 * 60).savings).toBe(0.2); // Friday noon UTC is 23:00 there
  });

  test("energy without tariff and rows without data are told, not guessed", () => {
    const rows = { timesMs: Float64Array.of(-1, 0), exportWh: Float64Array.of(500, Number.NaN) };
    expect(revenue(rows, tariffs)).toEqual({
      feedIn: 0,
      savings: 0,
      total: 0,
      unpricedWh: 500,
      missingRows: 1,
    });
  });

  test("periods add up, wherever they are cut", () => {
    fc.assert(
      fc.property(fc.array(energy, { minLength: 1, maxLength: 60 }), fc.nat(60), (values, cut) => {
        const timesMs = Float64Array.from(values, (_value, hour) => hour * HOUR_MS);
        const exportWh = Float64Array.from(values);
        const part = (from: number, to?: number): number =>
          revenue(
            { timesMs: timesMs.subarray(from, to), exportWh: exportWh.subarray(from, to) },
            tariffs,
          ).total;
        const border = Math.min(cut, values.length);
        expect(part(0, border) + part(border)).toBeCloseTo(part(0), 6);
      }),
    );
  });
});

test("avoided CO₂ takes hourly factors, less the plant's own; missing energy avoids nothing", () => {
  const energyWh = Float64Array.of(1000, 2000, Number.NaN);
  expect(avoidedCo2(energyWh, Float64Array.of(0.5, 0.4, 0.4), 0.04)).toBeCloseTo(1.18, 12);
});

test("normalised energy is one where the plant gives what is expected", () => {
  const timesMs = Float64Array.from({ length: 6 }, (_row, row) => row * 900_000);
  const powerW = Float64Array.of(0, 0, 100, 200, Number.NaN, 300);
  const rows = { timesMs, powerW, expectedW: powerW, poaWm2: powerW };
  const { normalized } = normalizeWithExpectedPower(rows);
  expect(Array.from(normalized)).toEqual([Number.NaN, 1, 1, Number.NaN, Number.NaN]);
});
