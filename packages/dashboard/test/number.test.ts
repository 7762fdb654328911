import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  columnPrefix,
  formatFigure,
  formatNumber,
  formatPercent,
  formatQuantity,
  formatWith,
  MISSING,
  prefixFor,
} from "../src/format/number.ts";

describe("figures", () => {
  it.each([
    [0, "0 W"],
    [4, "4.00 W"],
    [999, "999 W"],
    [999.6, "1.00 kW"],
    [12_345, "12.3 kW"],
    [999_499, "999 kW"],
    [999_500, "1.00 MW"],
    [-1_500, "-1.50 kW"],
    [2.5e9, "2.50 GW"],
  ])("shows %d W as %s", (value, text) => {
    expect(formatQuantity(value, "W")).toBe(text);
  });

  it("shows a missing value as a dash, never as zero", () => {
    expect(formatQuantity(null, "W")).toBe(MISSING);
    expect(formatNumber(Number.NaN)).toBe(MISSING);
    expect(formatPercent(null)).toBe(MISSING);
  });

  it("keeps one to three digits before the point", () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 9.99e11, noNaN: true }), (value) => {
        const shown = Number(formatFigure(value, "W").value.replaceAll(",", ""));
        expect(shown).toBeGreaterThanOrEqual(1);
        expect(shown).toBeLessThan(1_000);
      }),
    );
  });
});

describe("columns", () => {
  it("show every entry with the same prefix, the smallest still readable", () => {
    const values = [1_250_000, 104_000, null, 0];
    const prefix = columnPrefix(values);
    expect(prefix.symbol).toBe("k");
    expect(values.map((value) => formatWith(value, prefix))).toEqual([
      "1,250",
      "104",
      MISSING,
      "0",
    ]);
  });

  it("do not grow wide for one tiny entry", () => {
    expect(columnPrefix([5, 1_000_000]).symbol).toBe("k");
  });

  it("have no prefix when nothing is known", () => {
    expect(columnPrefix([null, 0]).symbol).toBe("");
    expect(prefixFor([]).symbol).toBe("");
  });
});
