import { expect, test } from "vitest";
import { EXP_NODES, expMinus, expMinusAny, expTable, isOutsideExpTable } from "../src/exp-table.ts";
import { between, holds } from "./support/arbitraries.ts";

const table = expTable();

test("has the exponential to 3e-15, at the ends too", () => {
  holds(between(0, 8), (u) => {
    expect(Math.abs(expMinus(u * EXP_NODES, table) / Math.exp(-u) - 1)).toBeLessThan(3e-15);
  });
  expect(expMinus(0, table)).toBe(1);
  expect(expMinus(8 * EXP_NODES, table)).toBe(Math.exp(-8));
});

test("knows its range, and keeps what is missing missing", () => {
  const outside = [-1e-9, 8.001, -1e300, 1e300, Infinity, -Infinity];
  expect(outside.every((u) => isOutsideExpTable(u * EXP_NODES))).toBe(true);
  expect([0, 3, 8].some((u) => isOutsideExpTable(u * EXP_NODES))).toBe(false);
  expect(isOutsideExpTable(Number.NaN)).toBe(false);
  expect(expMinus(Number.NaN, table)).toBeNaN();
});

test("takes any exponent where asked", () => {
  holds(between(-30, 700), (u) => {
    expect(Math.abs(expMinusAny(u, table) / Math.exp(-u) - 1)).toBeLessThan(3e-15);
  });
  expect(expMinusAny(Infinity, table)).toBe(0);
  expect(expMinusAny(Number.NaN, table)).toBeNaN();
});
