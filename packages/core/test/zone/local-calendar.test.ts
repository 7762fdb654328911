import { HOUR_MS, LocalCalendar, MINUTE_MS, SolarmonError, ZoneOffsets } from "@solarmon/core";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

const ZONES = [
  "UTC",
  "Europe/Madrid",
  "America/New_York",
  "Asia/Kolkata",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "America/St_Johns",
  "America/Havana",
  "America/Sao_Paulo",
  "Asia/Beirut",
  "Africa/Casablanca",
  "Africa/Cairo",
  "Pacific/Apia",
  "Pacific/Chatham",
  "Antarctica/Troll",
];

function formatter(timeZone: string): (at: number) => string {
  const format = new Intl.DateTimeFormat("sv-SE", {
    timeZone,
    dateStyle: "short",
    timeStyle: "medium",
  });
  return (at) => format.format(at);
}

const instants = fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2037, 11) });

describe.each(ZONES)("in %s", (timeZone) => {
  const calendar = new LocalCalendar(timeZone);
  const local = formatter(timeZone);
  const date = (at: number) => local(at).slice(0, 10);
  const hour = (at: number) => local(at).slice(0, 13);

  test("a day is all of one local date and ends where the next begins", () => {
    fc.assert(
      fc.property(instants, (at) => {
        const day = calendar.day(at);
        expect(day.start <= at && at < day.end).toBe(true);
        expect(date(day.start)).toBe(date(at));
        expect(date(day.end - 1)).toBe(date(at));
        expect(date(day.start - 1)).not.toBe(date(at));
        expect(date(day.end)).not.toBe(date(at));
        expect(calendar.day(day.end).start).toBe(day.end);
        expect(calendar.dayNumber(at)).toBe(Date.parse(date(at)) / 86_400_000);
      }),
    );
  });

  test("a clock shows a local time at its instants, and at no others", () => {
    const offsets = new ZoneOffsets(timeZone);
    fc.assert(
      fc.property(instants, (at) => {
        const localMs = at + offsets.at(at).offsetMs;
        const found = offsets.instants(localMs);
        expect(found).toContain(at);
        expect(found).toEqual([...new Set(found)].toSorted((a, b) => a - b));
        for (const instant of found) expect(instant + offsets.at(instant).offsetMs).toBe(localMs);
      }),
    );
  });

  test("an hour shows one hour of the local clock, lies in one day and begins on five minutes", () => {
    fc.assert(
      fc.property(instants, (at) => {
        const span = calendar.hour(at);
        expect(span.start <= at && at < span.end).toBe(true);
        expect(hour(span.start)).toBe(hour(at));
        expect(hour(span.end - 1)).toBe(hour(at));
        expect(span.end - span.start).toBeLessThanOrEqual(HOUR_MS);
        expect((span.end - span.start) % (15 * MINUTE_MS)).toBe(0);
        expect(span.start % (5 * MINUTE_MS)).toBe(0);
        expect(calendar.hour(span.end).start).toBe(span.end);
        expect(calendar.day(span.start)).toEqual(calendar.day(span.end - 1));
      }),
    );
  });
});

test.each([
  ["Europe/Madrid", "2026-03-29T10:00Z", 23],
  ["Europe/Madrid", "2026-10-25T10:00Z", 25],
  ["Europe/Madrid", "2026-06-01T10:00Z", 24],
  ["Australia/Lord_Howe", "2026-04-04T22:00Z", 24.5],
  ["Australia/Lord_Howe", "2026-10-03T22:00Z", 23.5],
  ["America/Havana", "2025-11-02T18:00Z", 25],
  ["Asia/Beirut", "2025-03-30T12:00Z", 23],
])("%s has on %s a day of %d hours", (timeZone, at, hours) => {
  const { start, end } = new LocalCalendar(timeZone).day(Date.parse(at));
  expect((end - start) / HOUR_MS).toBe(hours);
});

test("the repeated hour is two hours", () => {
  const calendar = new LocalCalendar("Europe/Madrid");
  const first = calendar.hour(Date.parse("2026-10-25T00:30Z"));
  const second = calendar.hour(Date.parse("2026-10-25T01:30Z"));
  expect(first.end).toBe(second.start);
});

test("an unknown zone is refused by name", () => {
  expect(() => new LocalCalendar("Mars/Olympus")).toThrow(SolarmonError);
  expect(() => new LocalCalendar("Mars/Olympus")).toThrow(/Mars\/Olympus/);
});
