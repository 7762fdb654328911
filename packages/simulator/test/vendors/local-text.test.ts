import { DAY_MS } from "@solarmon/core";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { localIso, localText, startOfDay } from "../../src/vendors/shared/local-text.ts";

test.each([
  ["2025-03-30T00:59:59Z", "Europe/Berlin", "2025-03-30 01:59:59", "2025-03-30T01:59:59+01:00"],
  ["2025-03-30T01:00:00Z", "Europe/Berlin", "2025-03-30 03:00:00", "2025-03-30T03:00:00+02:00"],
  ["2025-11-02T06:00:00Z", "America/New_York", "2025-11-02 01:00:00", "2025-11-02T01:00:00-05:00"],
  [
    "2025-04-05T15:00:00Z",
    "Australia/Lord_Howe",
    "2025-04-06 01:30:00",
    "2025-04-06T01:30:00+10:30",
  ],
  ["2025-01-01T00:00:00Z", "America/St_Johns", "2024-12-31 20:30:00", "2024-12-31T20:30:00-03:30"],
])("at %s a clock in %s shows %s", (instant, timeZone, text, iso) => {
  const at = Date.parse(instant);
  expect([localText(at, timeZone), localIso(at, timeZone)]).toEqual([text, iso]);
});

test("a day starts at its first instant, on days of 23 and 25 hours, too", () => {
  const zones = fc.constantFrom(
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
  );
  const days = fc.integer({ min: 0, max: 800 });
  fc.assert(
    fc.property(zones, days, (timeZone, number) => {
      const day = new Date(Date.UTC(2024, 0) + number * DAY_MS).toISOString().slice(0, 10);
      const start = startOfDay(day, timeZone);
      expect(localText(start, timeZone).slice(0, 10)).toBe(day);
      expect(localText(start - 1_000, timeZone).slice(0, 10) < day).toBe(true);
    }),
  );
});
