import { HOUR_MS, MINUTE_MS, ZoneOffsets } from "@solarmon/core";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { AskedTimes } from "../src/asked-times.ts";

const QUARTER_MS = 15 * MINUTE_MS;
const ZONES = [
  "Europe/Berlin",
  "America/New_York",
  "Australia/Lord_Howe",
  "Asia/Kathmandu",
  "America/Havana", // changes at midnight
  "America/St_Johns",
];
const instant = fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2030, 0) });

test("pieces of a span follow each other, are short enough, and begin and end when a clock shows it once", () => {
  const span = fc.record({ start: instant, lengthMs: fc.integer({ min: 1, max: 80 * HOUR_MS }) });
  fc.assert(
    fc.property(fc.constantFrom(...ZONES), span, (zone, { start, lengthMs }) => {
      const end = start + lengthMs;
      const windows = [...new AskedTimes("1", zone).windows({ start, end })];
      const offsets = new ZoneOffsets(zone);
      const local = (at: number): number => at + offsets.at(at).offsetMs;
      let until = windows[0]?.start ?? Number.NaN;
      expect(until).toBeLessThanOrEqual(start);
      for (const window of windows) {
        expect(window.start).toBe(until);
        expect(window.end).toBeGreaterThan(window.start);
        expect(window.end - window.start).toBeLessThanOrEqual(12 * HOUR_MS);
        expect(local(window.end) - local(window.start)).toBeLessThanOrEqual(12 * HOUR_MS);
        for (const at of [window.start, window.end]) {
          expect(at % QUARTER_MS).toBe(0);
          expect(offsets.instants(local(at))).toEqual([at]);
        }
        until = window.end;
      }
      expect(until).toBeGreaterThanOrEqual(end);
    }),
    { numRuns: 300 },
  );
});

test("times are asked for as a clock at the site shows them", () => {
  const times = new AskedTimes("1", "Europe/Berlin");
  const span = { start: Date.UTC(2026, 5, 1, 10), end: Date.UTC(2026, 5, 1, 12, 15) };
  expect(decodeURIComponent(times.query(span, "QUARTER_HOUR"))).toBe(
    "from=2026-06-01T12:00:00&to=2026-06-01T14:15:00&resolution=QUARTER_HOUR",
  );
});

test("a reply that begins at another time is refused", () => {
  const times = new AskedTimes("1", "Europe/Berlin");
  const span = { start: Date.UTC(2026, 5, 1, 10), end: Date.UTC(2026, 5, 1, 12) };
  const told = (from: string) => () => times.requireStart({ period: { from } }, span);
  expect(told("2026-06-01T12:00:00.000000001+02:00")).not.toThrow();
  expect(() => times.requireStart({}, span)).not.toThrow();
  // Asked for 12 o'clock at the site, it answered for 12 o'clock UTC.
  expect(told("2026-06-01T14:00:00+02:00")).toThrow(/another time/u);
  expect(told("2026-06-01T12:00:00Z")).toThrow(/another time/u);
  expect(told("yesterday")).toThrow(/another time/u);
});

test("a site without a zone is refused with what to do", () => {
  expect(() => new AskedTimes("3066774", "")).toThrow(/site 3066774 has no time zone.*set it/u);
});
