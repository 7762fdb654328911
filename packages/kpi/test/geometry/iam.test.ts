import {
  iamAshrae,
  iamInterp,
  iamMartinRuiz,
  iamMarionDiffuse,
  iamPhysical,
  iamSchlick,
  iamSchlickDiffuse,
} from "@solarmon/kpi/iam";
import { describe, expect, test } from "vitest";
import { between, holds } from "../support/arbitraries.ts";

const MODELS: readonly (readonly [string, (aoi: number) => number])[] = [
  ["ashrae", (aoi) => iamAshrae(aoi)],
  ["physical", (aoi) => iamPhysical(aoi)],
  ["physical, coated", (aoi) => iamPhysical(aoi, { nCoating: 1.29 })],
  ["martinRuiz", (aoi) => iamMartinRuiz(aoi)],
  ["schlick", (aoi) => iamSchlick(aoi)],
];

describe.each(MODELS)("%s", (_name, model) => {
  test("is 1 from the front, 0 from the side, and does not ask for the side", () => {
    expect(model(0)).toBeCloseTo(1, 14);
    expect(model(90)).toBe(0);
    holds(between(0, 180), (aoi) => expect(model(-aoi)).toBe(model(aoi)));
  });

  test("never lets more in at a wider angle", () => {
    for (let aoi = 0; aoi < 90; aoi += 0.5) {
      expect(model(aoi + 0.5)).toBeLessThanOrEqual(model(aoi) + 1e-4); // coatings peak near 20°
    }
  });

  test("keeps a missing angle missing", () => {
    expect(model(Number.NaN)).toBeNaN();
  });
});

test("a table gives its own points back, whatever the method", () => {
  const table = { aoiRefDeg: [0, 20, 40, 60, 80, 90], iamRef: [1, 0.999, 0.99, 0.94, 0.6, 0] };
  for (const method of ["linear", "quadratic", "cubic"] as const) {
    for (const [index, aoi] of table.aoiRefDeg.entries()) {
      expect(iamInterp(aoi, { ...table, method })).toBeCloseTo(table.iamRef[index]!, 10);
    }
  }
  expect(() => iamInterp(10, { aoiRefDeg: [0], iamRef: [1] })).toThrow(RangeError);
});

test("Marion's integral of Schlick's formula comes near to the closed one", () => {
  const integral = iamMarionDiffuse((aoi) => iamSchlick(aoi), 35);
  const closed = iamSchlickDiffuse(35);
  expect(integral.sky).toBeCloseTo(closed.sky, 3);
  expect(integral.ground).toBeCloseTo(closed.ground, 2);
});
