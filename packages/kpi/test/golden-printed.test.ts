import { expect, test } from "vitest";
import { asPrinted, halfLastDecimal, printedDigits } from "../../../scripts/golden/printed.ts";

test("counts the digits that a column shows", () => {
  expect(printedDigits(["0", "0.00125", "-12.5", "NaN"])).toBe(3);
  expect(printedDigits(["5162195.75", "61576.321", "1e-9"])).toBe(9);
});

test("prints ours with as many digits, and no more are compared", () => {
  const printed = asPrinted(Float64Array.of(1234.56789, 0, Number.NaN), ["1234.5", "0", "NaN"]);
  expect([...printed]).toEqual([1234.6, 0, Number.NaN]);
});

test("knows how far a rounded value may lie from its original", () => {
  expect(halfLastDecimal(["957.0289", "0.5", ""])).toBeCloseTo(5e-5, 15);
  expect(halfLastDecimal(["3", "12"])).toBe(0.5);
});
