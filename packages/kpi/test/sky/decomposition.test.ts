import {
  boland,
  clearskyIndex,
  type Decomposition,
  type DecompositionInput,
  dhiFromClosure,
  dirint,
  disc,
  dniFromClosure,
  erbs,
  erbsDriesse,
  ghiFromClosure,
  louche,
  orgillHollands,
} from "@solarmon/kpi/decomposition";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { between, holds } from "../support/arbitraries.ts";

type Model = (input: DecompositionInput<number>) => Decomposition;

const MODELS: readonly (readonly [string, Model])[] = [
  ["erbs", (input) => erbs(input)],
  ["erbsDriesse", (input) => erbsDriesse(input)],
  ["orgillHollands", (input) => orgillHollands(input)],
  ["boland", (input) => boland(input)],
  ["louche", (input) => louche(input)],
];

const inputs = fc.record({
  ghiWm2: between(0, 1400),
  zenithDeg: between(0, 86.9),
  dniExtraWm2: between(1320, 1415),
});

describe.each(MODELS)("%s", (_name, model) => {
  test("gives back the global irradiance that it took apart", () => {
    holds(inputs, (input) => {
      const { dniWm2, dhiWm2 } = model(input);
      const sum = ghiFromClosure({ dniWm2, dhiWm2, zenithDeg: input.zenithDeg });
      expect(Math.abs(sum - input.ghiWm2)).toBeLessThan(1e-9);
      expect(dniWm2).toBeGreaterThanOrEqual(0);
    });
  });

  test("has nothing but diffuse light by a low sun", () => {
    const { dniWm2, dhiWm2 } = model({ ghiWm2: 20, zenithDeg: 91, dniExtraWm2: 1366 });
    expect([dniWm2, dhiWm2]).toEqual([0, 20]);
  });

  test.each(["ghiWm2", "zenithDeg", "dniExtraWm2"])("keeps a missing %s missing", (name) => {
    for (const zenithDeg of [40, 89]) {
      const input = { ghiWm2: 300, zenithDeg, dniExtraWm2: 1366, [name]: Number.NaN };
      expect(model(input).dniWm2).toBeNaN();
    }
  });
});

test("Erbs-Driesse has less diffuse the clearer it is", () => {
  const place = { zenithDeg: 30, dniExtraWm2: 1366 };
  const share = (ghiWm2: number): number => erbsDriesse({ ...place, ghiWm2 }).dhiWm2 / ghiWm2;
  for (let ghi = 20; ghi < 1100; ghi += 10) {
    expect(share(ghi + 10)).toBeLessThanOrEqual(share(ghi) + 1e-12);
  }
});

test("the three closures undo each other", () => {
  holds(inputs, ({ ghiWm2, zenithDeg }) => {
    const dhiWm2 = ghiWm2 / 3;
    const dniWm2 = dniFromClosure({ ghiWm2, dhiWm2, zenithDeg });
    expect(dhiFromClosure({ ghiWm2, dniWm2, zenithDeg })).toBeCloseTo(dhiWm2, 8);
  });
});

describe("dirint", () => {
  const hours = 48;
  const timeMs = Float64Array.from({ length: hours }, (_, hour) => Date.UTC(2024, 5, 1, hour));
  const zenithDeg = timeMs.map((_, hour) => 20 + 5 * Math.abs(12 - (hour % 24)));
  const ghiWm2 = zenithDeg.map((zenith, hour) => Math.max(0, 90 - zenith) * (8 + (hour % 3)));

  test("answers a cut with one row of overlap as the whole", () => {
    const whole = dirint({ ghiWm2, zenithDeg, timeMs });
    for (let cut = 5; cut < hours - 5; cut += 7) {
      const part = (column: Float64Array): Float64Array => column.slice(cut - 1, cut + 5);
      const answer = dirint({
        ghiWm2: part(ghiWm2),
        zenithDeg: part(zenithDeg),
        timeMs: part(timeMs),
      });
      expect(answer.slice(1, 5)).toEqual(whole.slice(cut, cut + 4));
    }
  });

  test("may write its answer over an input", () => {
    const expected = dirint({ ghiWm2, zenithDeg, timeMs });
    for (const name of ["ghiWm2", "zenithDeg", "timeMs"] as const) {
      const columns = { ghiWm2, zenithDeg, timeMs };
      const out = columns[name].slice();
      expect(dirint({ ...columns, [name]: out, out })).toEqual(expected);
    }
  });

  test("keeps a missing row missing, and its neighbours known", () => {
    const holed = ghiWm2.slice();
    holed[12] = Number.NaN;
    const dni = dirint({ ghiWm2: holed, zenithDeg, timeMs });
    expect(dni[12]).toBeNaN();
    expect(dni[11]).not.toBeNaN();
    expect(dni[13]).not.toBeNaN();
  });

  test("has no beam where DISC has none", () => {
    const plain = disc({ ghiWm2, zenithDeg, timeMs }).dniWm2;
    const dni = dirint({ ghiWm2, zenithDeg, timeMs, useDeltaKtPrime: false });
    const beams = dni.filter((value, row) => plain[row] === 0 && value > 0);
    expect(beams).toHaveLength(0);
  });
});

test("the clear-sky index is 0 by night and missing for what is missing", () => {
  expect(clearskyIndex({ ghiWm2: 0, ghiClearWm2: 0 })).toBe(0);
  expect(clearskyIndex({ ghiWm2: Number.NaN, ghiClearWm2: 0 })).toBeNaN();
});
