import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  geometricClipping,
  levelsClipping,
  logicClipFilter,
  quantileClipFilter,
  readTrees,
  thresholdClipping,
  xgboostClipFilter,
  type XgboostModel,
} from "../../src/clipping/index.ts";
import { marginOf } from "../../src/clipping/tree-model.ts";

/** Days of a plant of 5 kW behind an inverter of `ceiling`. */
function plant(stepMinutes: number, days: number, ceiling: number): [Float64Array, Float64Array] {
  const rows = (days * 1440) / stepMinutes;
  const times = Float64Array.from({ length: rows }, (_, row) => row * stepMinutes * 60_000);
  const power = times.map((at) => {
    const minute = (at / 60_000) % 1440;
    return Math.min(ceiling, Math.max(0, 5000 * Math.sin(((minute - 360) * Math.PI) / 720)));
  });
  return [times, power];
}

describe.each([1, 5, 15, 30])("with rows of %i minutes", (stepMinutes) => {
  const [times, power] = plant(stepMinutes, 3, 3000);
  const isNoon = (row: number): boolean => Math.abs((((row * stepMinutes) / 60) % 24) - 12) < 2.5;

  test("a clipped noon falls out; night, morning and evening stay", () => {
    const keep = logicClipFilter(times, power);
    const below = [...power.keys()].filter((row) => power[row]! < 2900);
    const noon = [...power.keys()].filter(isNoon);
    expect(below.filter((row) => keep[row] === 0)).toEqual([]);
    expect(noon.filter((row) => keep[row] === 1)).toEqual([]);
  });

  test("an unclipped plant keeps its noon", () => {
    const [freeTimes, free] = plant(stepMinutes, 3, 9000);
    const sharp = free.map((value, row) => value * (1 - 0.02 * (row % 2)));
    expect(logicClipFilter(freeTimes, sharp).every((flag) => flag === 1)).toBe(true);
  });

  test("the unit of the power does not matter", () => {
    fc.assert(
      fc.property(fc.integer({ min: -20, max: 20 }), (exponent) => {
        const scaled = power.map((value) => value * 2 ** exponent);
        expect(logicClipFilter(times, scaled)).toEqual(logicClipFilter(times, power));
        expect(quantileClipFilter(scaled)).toEqual(quantileClipFilter(power));
      }),
      { numRuns: 10 },
    );
  });

  test("the other detectors find the plateau, too", () => {
    const noon = (12 * 60) / stepMinutes;
    expect(geometricClipping(times, power)[noon]).toBe(1);
    expect(thresholdClipping(times, power)[noon]).toBe(1);
    expect(levelsClipping(power)[noon]).toBe(1);
    expect(geometricClipping(times, power)[noon / 2]).toBe(0);
  });
});

test("a missing row is kept, as it is not clipped, and does not spread", () => {
  const [times, power] = plant(15, 3, 3000);
  const gappy = power.slice();
  gappy[48] = Number.NaN;
  const keep = logicClipFilter(times, gappy);
  expect(keep[48]).toBe(1);
  expect(keep[46]).toBe(0);
});

test("days are cut by the local clock", () => {
  const [times, power] = plant(15, 3, 3000);
  const shifted = times.map((at) => at + 7 * 3_600_000);
  expect(logicClipFilter(shifted, power, { utcOffsetMinutes: -420 })).toEqual(
    logicClipFilter(times, power),
  );
});

test("too few rows and rows out of order are refused", () => {
  const ten = Float64Array.from({ length: 10 }, (_, row) => row);
  expect(() => logicClipFilter(ten, ten)).toThrow("more than ten");
  const eleven = Float64Array.from({ length: 11 }, (_, row) => -row);
  expect(() => logicClipFilter(eleven, eleven)).toThrow("sort the rows");
});

/** Class 1 where feature 6, the scaled power, is 0.55 or more. */
const MODEL: XgboostModel = {
  learner: {
    gradient_booster: {
      model: {
        trees: [
          {
            left_children: [1, -1, -1],
            right_children: [2, -1, -1],
            split_indices: [6, 0, 0],
            split_conditions: [0.55, -2, 2],
            default_left: [1, 0, 0],
          },
        ],
      },
    },
  },
};

describe("a tree model", () => {
  test("goes left below the split, right from it on, and its default way without a number", () => {
    const trees = readTrees(MODEL);
    const of = (value: number): number => marginOf(trees, new Float32Array(16).fill(value), 0);
    expect([of(0.5), of(0.6), of(Number.NaN)]).toEqual([-2, 2, -2]);
  });

  test.each([1, 5, 15, 60])("sets each day's band, rows of %i minutes", (stepMinutes) => {
    const [times, power] = plant(stepMinutes, 3, 3000);
    const keep = xgboostClipFilter(times, power, { trees: readTrees(MODEL) });
    expect(keep[(12 * 60) / stepMinutes]).toBe(0);
    expect(keep[(7 * 60) / stepMinutes]).toBe(1);
    expect(keep[0]).toBe(1);
  });

  test("without trees is refused", () => {
    const empty = { learner: { gradient_booster: { model: { trees: [] } } } };
    expect(() => readTrees(empty)).toThrow("no trees");
  });
});
