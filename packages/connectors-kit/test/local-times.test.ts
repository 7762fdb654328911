import { HOUR_MS, MINUTE_MS, SolarmonError } from "@solarmon/core";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { createLocalTimes, parseInstant, parseLocalTime } from "../src/index.ts";

const at = (text: string): number => Date.parse(text);

/** What a clock in the zone shows, from `Intl` alone. */
function wallClock(instant: number, timeZone: string): string {
  const format = new Intl.DateTimeFormat("sv-SE", {
    timeZone,
    dateStyle: "short",
    timeStyle: "medium",
  });
  return format.format(instant);
}

const CHANGES = [
  { zone: "Europe/Berlin", spring: "2026-03-29T01:00:00Z", autumn: "2026-10-25T01:00:00Z" },
  { zone: "America/New_York", spring: "2026-03-08T07:00:00Z", autumn: "2026-11-01T06:00:00Z" },
  { zone: "Australia/Lord_Howe", spring: "2026-10-03T15:30:00Z", autumn: "2026-04-04T15:00:00Z" },
];

for (const { zone, spring, autumn } of CHANGES)
  for (const [season, change] of [
    ["spring", at(spring)],
    ["autumn", at(autumn)],
  ] as const)
    test(`${zone}, ${season}: a day of five-minute rows comes back, rising and falling`, () => {
      const instants = Array.from(
        { length: 289 },
        (_, index) => change + (index - 144) * 5 * MINUTE_MS,
      );
      const locals = instants.map((instant) => wallClock(instant, zone));
      const times = createLocalTimes(zone);
      expect(times.rows(locals)).toEqual(instants.map((instant) => ({ at: instant })));
      expect(times.rows(locals.toReversed())).toEqual(
        instants.toReversed().map((instant) => ({ at: instant })),
      );
    });

test("hourly rows with the hour twice", () => {
  const rows = ["2026-10-25 01:00", "2026-10-25 02:00", "2026-10-25 02:00", "2026-10-25 03:00"];
  expect(createLocalTimes("Europe/Berlin").rows(rows)).toEqual([
    { at: at("2026-10-24T23:00:00Z") },
    { at: at("2026-10-25T00:00:00Z") },
    { at: at("2026-10-25T01:00:00Z") },
    { at: at("2026-10-25T02:00:00Z") },
  ]);
});

test("rows that begin in the second of the repeated hours are told by what follows", () => {
  const rows = ["2026-10-25 02:40", "2026-10-25 02:50", "2026-10-25 03:00"];
  expect(createLocalTimes("Europe/Berlin").rows(rows)[0]).toEqual({
    at: at("2026-10-25T01:40:00Z"),
  });
});

test("an hour given once although it was twice stays open", () => {
  const rows = ["2026-10-25 01:55", "2026-10-25 02:00", "2026-10-25 02:55", "2026-10-25 03:00"];
  expect(
    createLocalTimes("Europe/Berlin")
      .rows(rows)
      .map(({ problem }) => problem),
  ).toEqual([undefined, "time_ambiguous", "time_ambiguous", undefined]);
});

test("a time by itself: repeated is ambiguous, skipped has no instant", () => {
  const times = createLocalTimes("Europe/Berlin");
  expect(times.at("2026-10-25 02:30")).toEqual({
    at: at("2026-10-25T00:30:00Z"),
    problem: "time_ambiguous",
  });
  expect(times.at("2026-03-29 02:30")).toEqual({ at: null, problem: "time_nonexistent" });
  expect(times.at("2026-03-29 03:00")).toEqual({ at: at("2026-03-29T01:00:00Z") });
});

test("rows without a time and with nonsense keep their places", () => {
  const rows = [null, "soon", "2026-06-01 12:00"];
  expect(createLocalTimes("Asia/Kolkata").rows(rows)).toEqual([
    { at: null, problem: "time_missing" },
    { at: null, problem: "malformed" },
    { at: at("2026-06-01T06:30:00Z") },
  ]);
});

test("numbers far from any time are none", () => {
  const rows = [1e20, Number.NaN, -Infinity, 0];
  const resolved = createLocalTimes("Europe/Berlin").rows(rows);
  expect(resolved.map((time) => time.at)).toEqual([null, null, null, -3_600_000]);
});

test("an unknown zone is refused", () => {
  expect(() => createLocalTimes("Mars/Base")).toThrow(SolarmonError);
});

test("a time put on the time line shows the same on the wall", () => {
  const zones = fc.constantFrom(
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kolkata",
    "Africa/Casablanca",
    "Asia/Tokyo",
  );
  const minutes = fc.integer({
    min: at("2000-01-01") / MINUTE_MS,
    max: at("2036-01-01") / MINUTE_MS,
  });
  fc.assert(
    fc.property(zones, minutes, (zone, minute) => {
      const instant = minute * MINUTE_MS;
      const local = wallClock(instant, zone);
      const resolved = createLocalTimes(zone).at(local);
      const isEarlier = resolved.problem === "time_ambiguous";
      expect(instant - (resolved.at ?? 0)).toBeOneOf(isEarlier ? [0, HOUR_MS, HOUR_MS / 2] : [0]);
      expect(wallClock(resolved.at ?? 0, zone)).toBe(local);
    }),
    { numRuns: 500 },
  );
});

test("many rows in and out of the repeated hour take no time", () => {
  const rows = Array.from({ length: 60_000 }, (_, index) => (index % 2 ? "x" : "2026-10-25 02:30"));
  const startedAt = performance.now();
  expect(createLocalTimes("Europe/Berlin").rows(rows)).toHaveLength(rows.length);
  expect(performance.now() - startedAt).toBeLessThan(5_000);
});

test("texts of local times", () => {
  const expected = Date.UTC(2026, 1, 3, 4, 5, 6);
  for (const text of [
    "2026-02-03 04:05:06",
    "2026/2/3T4:05:06",
    "20260203040506",
    "2026-02-03T04:05:06.000",
  ])
    expect(parseLocalTime(text)).toBe(expected);
  expect(parseLocalTime("2026-02-03")).toBe(Date.UTC(2026, 1, 3));
  for (const text of [
    "2026-02-30",
    "2026-13-01",
    "0000-00-00 00:00:00",
    "0001-01-01 00:00:00",
    "2026-02-03 24:00",
    "2026-02-03 12:60",
    "",
    "2026-02-03T04:05:06Z",
  ])
    expect(parseLocalTime(text)).toBeNull();
});

test("texts of instants need an offset", () => {
  expect(parseInstant("2026-02-03T04:05:06+01:00")).toBe(Date.UTC(2026, 1, 3, 3, 5, 6));
  expect(parseInstant("2026-02-03T04:05:06+0100")).toBe(Date.UTC(2026, 1, 3, 3, 5, 6));
  expect(parseInstant("2026-02-03 04:05:06Z")).toBe(Date.UTC(2026, 1, 3, 4, 5, 6));
  for (const text of ["2026-02-03T04:05:06", "2026-02-03", "yesterdayZ", ""])
    expect(parseInstant(text)).toBeNull();
});
