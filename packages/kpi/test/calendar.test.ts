import * as fc from "fast-check";
import { expect, test } from "vitest";
import { DAY_MS, dayOfYearOf, isLeapYear, monthOf, yearOf } from "../src/calendar.ts";
import { holds } from "./support/arbitraries.ts";

test("agrees with Date for three thousand years", () => {
  const range = { min: Date.UTC(1, 0, 1) - 1970 * 365 * DAY_MS, max: Date.UTC(3000, 0, 1) };
  holds(fc.integer(range), (time) => {
    const date = new Date(time);
    const start = new Date(0).setUTCFullYear(date.getUTCFullYear(), 0, 1);
    expect(yearOf(time)).toBe(date.getUTCFullYear());
    expect(monthOf(time)).toBe(date.getUTCMonth() + 1);
    expect(dayOfYearOf(time)).toBe(Math.floor((time - start) / DAY_MS) + 1);
  });
});

test("knows every day of a leap year and of a common one", () => {
  for (const year of [2023, 2024, 1900, 2000]) {
    const days = isLeapYear(year) ? 366 : 365;
    for (let day = 0; day < days; day++) {
      const time = Date.UTC(year, 0, 1 + day, 12);
      expect(dayOfYearOf(time)).toBe(day + 1);
      expect(monthOf(time)).toBe(new Date(time).getUTCMonth() + 1);
    }
  }
});

test("keeps a missing instant missing", () => {
  expect([yearOf(Number.NaN), monthOf(Number.NaN), dayOfYearOf(Number.NaN)]).toEqual([
    Number.NaN,
    Number.NaN,
    Number.NaN,
  ]);
});
