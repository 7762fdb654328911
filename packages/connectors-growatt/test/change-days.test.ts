import { DAY_MS, HOUR_MS, MINUTE_MS } from "@solarmon/core";
import { expect, test } from "vitest";
import { decode } from "./support/decode.ts";

const STEP_MS = 5 * MINUTE_MS;

/** What a clock in the zone shows, every five minutes of the day that begins at `start`. */
function shownTimes(zone: string, start: number, hours: number): string[] {
  const format = new Intl.DateTimeFormat("sv-SE", {
    timeZone: zone,
    dateStyle: "short",
    timeStyle: "medium",
  });
  return Array.from({ length: (hours * HOUR_MS) / STEP_MS }, (_, index) =>
    format.format(start + index * STEP_MS),
  );
}

const history = (times: readonly string[]) => ({
  error_code: 0,
  data: { device_sn: "S1", datas: times.map((time) => ({ time, pac: 5 })) },
});

const instantsOf = (body: unknown, zone: string) =>
  decode("tlx-data", body, zone).readings.map(({ measuredAt }) => measuredAt);

const DAYS = [
  ["Europe/Berlin", "2025-03-30T00:00:00+01:00", 23],
  ["Europe/Berlin", "2025-10-26T00:00:00+02:00", 25],
  ["America/New_York", "2025-03-09T00:00:00-05:00", 23],
  ["America/New_York", "2025-11-02T00:00:00-04:00", 25],
  ["Australia/Lord_Howe", "2025-10-05T00:00:00+10:30", 23.5],
  ["Australia/Lord_Howe", "2025-04-06T00:00:00+11:00", 24.5],
  ["Asia/Kolkata", "2025-10-26T00:00:00+05:30", 24],
] as const;

test.each(DAYS)("rows of %s on %s, %d hours long, stand where they were", (zone, day, hours) => {
  const start = Date.parse(day);
  const times = shownTimes(zone, start, hours);
  const expected = times.map((_, index) => start + index * STEP_MS);
  expect(instantsOf(history(times), zone)).toEqual(expected);
  // newest first, as pages come
  expect(instantsOf(history(times.toReversed()), zone)).toEqual(expected.toReversed());
});

test.each(DAYS)(
  "the daily counter of %s on %s is that of its last millisecond",
  (zone, day, hours) => {
    const body = { error_code: 0, data: { energys: [{ date: day.slice(0, 10), energy: "3" }] } };
    const { readings } = decode("plant-energy", body, zone);
    expect(readings[0]?.measuredAt).toBe(Date.parse(day) + hours * HOUR_MS - 1);
  },
);

test.each([
  ["Europe/Berlin", "2025-10-26 02:30", "time_ambiguous"],
  ["Europe/Berlin", "2025-03-30 02:30", "time_nonexistent"],
  ["America/New_York", "2025-11-02 01:30", "time_ambiguous"],
  ["America/New_York", "2025-03-09 02:30", "time_nonexistent"],
  ["Australia/Lord_Howe", "2025-04-06 01:45", "time_ambiguous"],
  ["Australia/Lord_Howe", "2025-10-05 02:15", "time_nonexistent"],
])("one time alone, in %s at %s, is refused: %s", (zone, time, code) => {
  const { readings, problems } = decode(
    "plant-power",
    { error_code: 0, data: { powers: [{ time, power: 5 }] } },
    zone,
  );
  expect(readings).toEqual([]);
  expect(problems.map((problem) => problem.code)).toEqual([code]);
});

test("a day of plant/power holds the repeated hour once: its values are refused, the rest stands", () => {
  const local = Array.from({ length: DAY_MS / STEP_MS }, (_, index) =>
    new Date(Date.UTC(2025, 9, 26) + index * STEP_MS).toISOString().slice(0, 16).replace("T", " "),
  );
  const powers = local.map((time) => ({ time, power: 5 }));
  const { readings, problems } = decode("plant-power", { error_code: 0, data: { powers } });
  expect(readings).toHaveLength(23 * 12);
  expect(problems.map(({ code }) => code)).toEqual(
    Array.from({ length: 12 }, () => "time_ambiguous"),
  );
});

test.each([
  ["2025-10-26T00:31:00Z", "2025-10-26T00:30:00Z"],
  ["2025-10-26T01:31:00Z", "2025-10-26T01:30:00Z"],
])("newest values that came at %s were measured at %s", (receivedAt, measuredAt) => {
  const body = { error_code: 0, data: { serialNum: "S1", time: "2025-10-26 02:30:00", pac: 5 } };
  const { readings, problems } = decode("tlx-last-data", body, undefined, Date.parse(receivedAt));
  expect(readings.map((reading) => reading.measuredAt)).toEqual([Date.parse(measuredAt)]);
  expect(problems).toEqual([]);
});
