import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, daySpan, dayStart, isLocalDay, localDayOf } from "../src/time/local-day.ts";
import { tickStepMinutes, wallClockMinutes, wallClockTicks } from "../src/time/day-ticks.ts";

const HOUR_MS = 3_600_000;
const hours = (day: string, timeZone: string): number => {
  const { start, end } = daySpan(day, timeZone);
  return (end - start) / HOUR_MS;
};

describe("local days", () => {
  it("last 23 and 25 hours when the clocks change", () => {
    expect(hours("2026-03-29", "Europe/Madrid")).toBe(23);
    expect(hours("2026-10-25", "Europe/Madrid")).toBe(25);
    expect(hours("2026-06-01", "Europe/Madrid")).toBe(24);
  });

  it("start at one o'clock where summer time skips midnight", () => {
    const start = dayStart("2026-04-24", "Africa/Cairo");
    expect(localDayOf(start - 1, "Africa/Cairo")).toBe("2026-04-23");
    expect(wallClockMinutes(start, "Africa/Cairo")).toBe(60);
  });

  it("meet without gap or overlap in every zone", () => {
    const zones = ["Asia/Kolkata", "Pacific/Kiritimati", "Pacific/Pago_Pago", "America/St_Johns"];
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: 0, max: 20_000 }),
        (timeZone, offset) => {
          const day = addDays("2000-01-01", offset);
          const { start, end } = daySpan(day, timeZone);
          expect(localDayOf(start, timeZone)).toBe(day);
          expect(localDayOf(start - 1, timeZone)).toBe(addDays(day, -1));
          expect(localDayOf(end - 1, timeZone)).toBe(day);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("are told from other texts", () => {
    expect(isLocalDay("2026-02-28")).toBe(true);
    for (const text of ["2026-02-30", "2026-2-3", "today", "", "2026-06-01T00:00"])
      expect(isLocalDay(text)).toBe(false);
  });
});

describe("ticks", () => {
  it("stand at even wall-clock hours on a 25-hour day", () => {
    const span = daySpan("2026-10-25", "Europe/Madrid");
    const ticks = wallClockTicks(span, "Europe/Madrid", 120);
    expect(ticks.map((at) => wallClockMinutes(at, "Europe/Madrid") / 60)).toEqual([
      0, 2, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 0,
    ]);
  });

  it("keep their distance on a narrow screen", () => {
    const span = daySpan("2026-06-01", "UTC");
    expect(tickStepMinutes(span, 1_200, 64)).toBe(120);
    expect(tickStepMinutes(span, 280, 64)).toBe(360);
    expect(tickStepMinutes(span, 10, 64)).toBe(720);
  });
});
