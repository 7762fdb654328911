import {
  expectedPower,
  pvwattsChain,
  rollingSiteFactor,
  siblingExpectedPower,
  siteFactor,
  type WeatherRows,
} from "@solarmon/kpi/expected-power";
import { comparePeers, peerMedian } from "@solarmon/kpi/peers";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

const plant = { dcRatingW: 5000, gammaPerK: -0.004, acRatingW: 4500 };

describe("physical", () => {
  test("stays between nothing and the rating or the limit", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -20, max: 1500, noNaN: true }),
        fc.double({ min: -30, max: 90, noNaN: true }),
        fc.double({ min: 0, max: 6000, noNaN: true }),
        (poa, cellC, limitW) => {
          const power = expectedPower(poa, cellC, plant, { limitW });
          expect(power).toBeGreaterThanOrEqual(0);
          expect(power).toBeLessThanOrEqual(Math.min(4500, limitW));
        },
      ),
    );
  });

  test("what is not known is not zero; no limit is no limit", () => {
    const poa = Float64Array.of(Number.NaN, 800, 800);
    const limitW = Float64Array.of(100, 100, Number.NaN);
    const power = expectedPower(poa, 45, plant, { limitW });
    expect(power[0]).toBeNaN();
    expect(power[1]).toBe(100);
    expect(power[2]).toBe(expectedPower(800, 45, plant));
  });
});

function weather(rows: number): WeatherRows {
  const timesMs = Float64Array.from({ length: rows }, (_row, row) =>
    Date.UTC(2023, 5, 20, 0, 10 * row),
  );
  const sun = timesMs.map((_time, row) => Math.max(0, Math.sin(((row % 144) / 144 - 0.25) * 6.28)));
  return {
    timesMs,
    ghiWm2: sun.map((value) => 900 * value),
    dniWm2: sun.map((value) => 700 * value),
    dhiWm2: sun.map((value) => 150 * value),
    airC: sun.map((value) => 15 + 10 * value),
    windMps: sun.map(() => 2),
  };
}

const site = { latitudeDeg: 45, longitudeDeg: 5, altitudeM: 200 };
const fixed = { surfaceTiltDeg: 30, surfaceAzimuthDeg: 180 };

describe("the whole chain", () => {
  test.each([fixed, { axisAzimuthDeg: 180, maxAngleDeg: 60 }])(
    "leaving out rows without light changes nothing: %o",
    (mounting) => {
      const rows = weather(288);
      rows.ghiWm2[100] = Number.NaN;
      rows.airC[3] = Number.NaN;
      const options = { site, mounting, plant, middleShiftMs: -300_000 };
      const all = pvwattsChain(rows, options);
      const some = pvwattsChain(rows, { ...options, columns: ["poaGlobalWm2", "acPowerW"] });
      expect(some.poaGlobalWm2).toEqual(all.poaGlobalWm2);
      expect(Array.from(some.acPowerW, Number.isNaN)).toEqual(
        Array.from(all.acPowerW, Number.isNaN),
      );
      for (const [row, power] of some.acPowerW.entries()) {
        expect(power || 0).toBeCloseTo(all.acPowerW[row] || 0, 3);
      }
      expect(some.acPowerW[100]).toBeNaN();
      expect(some.acPowerW[0]).toBe(0);
    },
  );
});

describe("learned", () => {
  test("single bad days and dark days do not move the factor; it is bounded", () => {
    const model = Float64Array.of(10, 10, 10, 10, 10, 10, 1);
    expect(siteFactor(Float64Array.of(9, 9, 0, 9, 9, 9, 3), model)).toBe(0.9);
    expect(
      siteFactor(
        model.map(() => 1),
        model,
      ),
    ).toBe(0.5);
    expect(
      siteFactor(
        model.map((value) => 9 * value),
        model,
      ),
    ).toBe(1.2);
    expect(siteFactor(new Float64Array(3), new Float64Array(3))).toBeNaN();
  });

  test("a day's own energy has no part in its expectation", () => {
    const model = new Float64Array(12).fill(10);
    const actual = model.map((value) => 0.9 * value);
    const changed = actual.slice();
    changed[11] = 0;
    expect(rollingSiteFactor(changed, model)).toEqual(rollingSiteFactor(actual, model));
  });
});

function medianOf(order: readonly Float64Array[]): number {
  return peerMedian({ devices: order, ratings: order.map(() => 1) })[0] ?? Number.NaN;
}

const devices = [0.5, 0.52, 0.48, 0.3].map((share) => Float64Array.of(100 * share, 900 * share));

describe("siblings", () => {
  test("expect what the others do, scaled by rating", () => {
    const expected = siblingExpectedPower({ devices, ratingsW: [1000, 1000, 1000, 500] }, 3);
    expect(Array.from(expected)).toEqual([25, 225]);
    const alone = siblingExpectedPower({ devices: devices.slice(0, 2), ratingsW: [1, 1] }, 0);
    expect(Array.from(alone, Number.isNaN)).toEqual([true, true]);
  });

  test("name the one behind, its loss, and nobody for a gap", () => {
    const ratings = [1000, 1000, 1000, 1000];
    const gap = [...devices.slice(0, 3), Float64Array.of(Number.NaN, 441)];
    const behind = comparePeers({ devices, ratings }, { minimumSpecific: 0 });
    expect(behind.map(({ isBehind }) => isBehind)).toEqual([false, false, false, true]);
    expect(behind[3]?.lostWh).toBeCloseTo(0.19 * 1000, 9);
    expect(behind[3]?.score).toBeLessThan(-3);
    const verdicts = comparePeers({ devices: gap, ratings }, { minimumSpecific: 0 });
    expect(verdicts.map(({ isBehind }) => isBehind)).toEqual([false, false, false, false]);
  });

  test("the order of devices does not matter to the group", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1e4 }), { minLength: 2 }), (values) => {
        const columns = values.map((value) => Float64Array.of(value));
        expect(medianOf(columns.toReversed())).toBe(medianOf(columns));
      }),
    );
  });
});
