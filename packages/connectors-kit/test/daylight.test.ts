import { DAY_MS, HOUR_MS, MINUTE_MS, SolarmonError } from "@solarmon/core";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { createDaylight } from "../src/index.ts";

const at = (text: string): number => Date.parse(text);
const MUNICH = { latitudeDeg: 48.14, longitudeDeg: 11.58 };
const AUCKLAND = { latitudeDeg: -36.85, longitudeDeg: 174.76 };
const TROMSO = { latitudeDeg: 69.65, longitudeDeg: 18.96 };

test("light goes from sunrise until half an hour after sunset", () => {
  const { start, end } = createDaylight(MUNICH, "Europe/Berlin").next(at("2026-06-21T12:00:00Z"));
  // By an almanac: 05:14 and 21:17 summer time.
  expect(Math.abs(start - at("2026-06-21T03:14:00Z"))).toBeLessThan(2 * MINUTE_MS);
  expect(Math.abs(end - at("2026-06-21T19:47:00Z"))).toBeLessThan(2 * MINUTE_MS);
});

test("at night it is the next morning's light that counts, also where that is another UTC date", () => {
  const daylight = createDaylight(AUCKLAND, "Pacific/Auckland");
  const { start } = daylight.next(at("2026-06-21T12:00:00Z"));
  // 07:33 on the 22nd, local time.
  expect(Math.abs(start - at("2026-06-21T19:33:00Z"))).toBeLessThan(2 * MINUTE_MS);
});

test("the sun does not set in a polar summer, and does not rise in a polar winter", () => {
  const daylight = createDaylight(TROMSO, "Europe/Oslo");
  for (let hour = 0; hour < 72; hour += 1) {
    const instant = at("2026-06-20T00:00:00Z") + hour * HOUR_MS;
    expect(daylight.next(instant).start).toBeLessThanOrEqual(instant);
  }
  const { start } = daylight.next(at("2026-12-01T12:00:00Z"));
  expect(new Date(start).toISOString().slice(0, 7)).toBe("2027-01");
});

test("where nobody knows the place, light is from 05:00 to 21:00, on days of 23 and 25 hours as well", () => {
  const daylight = createDaylight(null, "Europe/Berlin");
  for (const [instant, start, end] of [
    ["2026-03-28T23:30:00Z", "2026-03-29T03:00:00Z", "2026-03-29T19:00:00Z"],
    ["2026-10-25T12:00:00Z", "2026-10-25T04:00:00Z", "2026-10-25T20:00:00Z"],
    ["2026-10-25T20:00:00Z", "2026-10-26T04:00:00Z", "2026-10-26T20:00:00Z"],
  ] as const)
    expect(daylight.next(at(instant))).toEqual({ start: at(start), end: at(end) });
  expect(() => createDaylight(null, "Mars/Base")).toThrow(SolarmonError);
});

test("an answer holds what was asked for or lies behind it, whatever was asked before", () => {
  const places = fc.record({
    latitudeDeg: fc.double({ min: -89, max: 89, noNaN: true }),
    longitudeDeg: fc.double({ min: -180, max: 180, noNaN: true }),
  });
  const instants = fc.array(fc.integer({ min: at("2025-01-01"), max: at("2027-01-01") }), {
    minLength: 1,
    maxLength: 8,
  });
  fc.assert(
    fc.property(fc.option(places), instants, (place, times) => {
      const daylight = createDaylight(place, "Europe/Berlin");
      for (const instant of times) {
        const span = daylight.next(instant);
        expect(span).toEqual(createDaylight(place, "Europe/Berlin").next(instant));
        expect(span.end).toBeGreaterThan(instant);
        expect(span.end - span.start).toBeLessThan(2 * DAY_MS);
      }
    }),
    { numRuns: 40 },
  );
});
