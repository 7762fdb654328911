import * as fc from "fast-check";
import { expect, test } from "vitest";
import { atan2Deg, trigTable } from "../src/trig-table.ts";
import { between, holds } from "./support/arbitraries.ts";

test("has the arctangent to the last digits, in all four quadrants", () => {
  const { ratio } = trigTable();
  holds(fc.tuple(between(-1, 1), between(-1, 1)), ([y, x]) => {
    fc.pre(Math.abs(x) + Math.abs(y) > 1e-300);
    const expected = (Math.atan2(y, x) * 180) / Math.PI;
    const off = Math.abs(atan2Deg(y, x, ratio) - expected);
    expect(Math.min(off, 360 - off)).toBeLessThan(1e-13);
  });
});
