import { createLocalTimes } from "@solarmon/connectors-kit";
import { HOUR_MS, MINUTE_MS } from "@solarmon/core";
import * as fc from "fast-check";
import { expect, test } from "vitest";

const AUTUMN = Date.UTC(2025, 9, 26, 1);
const formats = new Map(
  ["Europe/Berlin", "Australia/Lord_Howe", "America/New_York"].map((timeZone) => [
    timeZone,
    new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" }),
  ]),
);

test("of two equal hours it is the one that is nearer", () => {
  const times = createLocalTimes("Europe/Berlin");
  const text = "2025-10-26 02:30:00";
  const half = 30 * MINUTE_MS;
  expect(times.near(text, AUTUMN - half + MINUTE_MS)).toEqual({ at: AUTUMN - half });
  expect(times.near(text, AUTUMN + half + MINUTE_MS)).toEqual({ at: AUTUMN + half });
});

test("what a clock showed within the last minutes is found at any time of the year", () => {
  const instants = fc.integer({ min: Date.UTC(2024, 0) / 1_000, max: Date.UTC(2027, 0) / 1_000 });
  const ages = fc.integer({ min: 0, max: 14 * 60 });
  fc.assert(
    fc.property(fc.constantFrom(...formats.keys()), instants, ages, (timeZone, second, age) => {
      const at = second * 1_000;
      const text = formats.get(timeZone)?.format(at) ?? "";
      expect(createLocalTimes(timeZone).near(text, at + age * 1_000)).toEqual({ at });
    }),
    { numRuns: 2_000 },
  );
});

test("what a clock shows at an instant", () => {
  const instants = fc.integer({ min: Date.UTC(1971, 0) / 1_000, max: Date.UTC(2040, 0) / 1_000 });
  fc.assert(
    fc.property(fc.constantFrom(...formats.keys()), instants, (timeZone, second) => {
      const shown = createLocalTimes(timeZone).shownAt(second * 1_000);
      const text = new Date(shown).toISOString().slice(0, 19).replace("T", " ");
      expect(text).toBe(formats.get(timeZone)?.format(second * 1_000));
    }),
    { numRuns: 1_000 },
  );
});

test("a time that no clock showed, or that is none, stays one", () => {
  const times = createLocalTimes("Europe/Berlin");
  expect(times.near("2025-03-30 02:30:00", AUTUMN)).toMatchObject({ problem: "time_nonexistent" });
  expect(times.near("soon", AUTUMN)).toMatchObject({ problem: "malformed" });
  expect(times.near("", AUTUMN + HOUR_MS)).toMatchObject({ problem: "time_missing" });
});
