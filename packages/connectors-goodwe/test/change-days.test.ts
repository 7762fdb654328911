import { HOUR_MS, MINUTE_MS } from "@solarmon/core";
import { expect, test } from "vitest";
import { decode } from "./support/decode.ts";

const STEP_MS = 5 * MINUTE_MS;

/** What a clock in the zone shows, every five minutes of the day that begins at `start`. */
function shownTimes(zone: string, start: number, hours: number): string[] {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hourCycle: "h23",
    hour: "2-digit",
    minute: "2-digit",
  });
  return Array.from({ length: (hours * HOUR_MS) / STEP_MS }, (_, index) =>
    format.format(start + index * STEP_MS),
  );
}

const chart = (day: string, times: readonly string[]) => ({
  code: "0",
  data: { lines: [{ key: "PCurve_Power_PV", xy: times.map((x) => ({ x, y: 5 })) }] },
  components: { para: day },
});

const DAYS = [
  ["Europe/Berlin", "2025-03-30T00:00:00+01:00", 23],
  ["Europe/Berlin", "2025-10-26T00:00:00+02:00", 25],
  ["America/New_York", "2025-03-09T00:00:00-05:00", 23],
  ["America/New_York", "2025-11-02T00:00:00-04:00", 25],
  ["Australia/Lord_Howe", "2025-10-05T00:00:00+10:30", 23.5],
  ["Australia/Lord_Howe", "2025-04-06T00:00:00+11:00", 24.5],
  ["Asia/Kolkata", "2025-10-26T00:00:00+05:30", 24],
] as const;

test.each(DAYS)("a chart of %s on %s, %d hours long, stands where it was", (zone, day, hours) => {
  const start = Date.parse(day);
  const times = shownTimes(zone, start, hours);
  const { readings, problems } = decode("plant-power-chart", chart(day.slice(0, 10), times), zone);
  expect(readings.map(({ measuredAt }) => measuredAt)).toEqual(
    times.map((_, index) => start + index * STEP_MS),
  );
  expect(problems).toEqual([]);
});

test.each([
  ["Europe/Berlin", "2025-10-26", "02:30", "time_ambiguous"],
  ["Europe/Berlin", "2025-03-30", "02:30", "time_nonexistent"],
  ["Australia/Lord_Howe", "2025-04-06", "01:45", "time_ambiguous"],
  ["Australia/Lord_Howe", "2025-10-05", "02:15", "time_nonexistent"],
])("one time alone, in %s on %s at %s, is refused: %s", (zone, day, time, code) => {
  const { readings, problems } = decode("plant-power-chart", chart(day, [time]), zone);
  expect(readings).toEqual([]);
  expect(problems.map((problem) => problem.code)).toEqual([code]);
});
