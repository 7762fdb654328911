import { HOUR_MS, MINUTE_MS } from "@solarmon/core";
import { expect, test } from "vitest";
import { decode } from "./support/decode.ts";

const STEP_MS = 5 * MINUTE_MS;

/** What a clock in the zone shows at the END of each five minutes of the day that begins at `start`. */
function shownEnds(zone: string, start: number, hours: number): string[] {
  const format = new Intl.DateTimeFormat("sv-SE", {
    timeZone: zone,
    dateStyle: "short",
    timeStyle: "medium",
  });
  return Array.from({ length: (hours * HOUR_MS) / STEP_MS }, (_, index) =>
    format.format(start + (index + 1) * STEP_MS).replace(" ", "T"),
  );
}

const day = (timezone: string, times: readonly string[]) => ({
  plant: { plantId: "1", timezone },
  device: { deviceId: "16" },
  setType: "EnergyAndPowerPv",
  resolution: "FiveMinutes",
  set: times.map((time) => ({ time, pvGeneration: 5 })),
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

test.each(DAYS)(
  "intervals of %s on %s, %d hours long, start where they did",
  (zone, text, hours) => {
    const start = Date.parse(text);
    const ends = shownEnds(zone, start, hours);
    const { readings, problems } = decode("measurements", day(zone, ends), "UTC");
    expect(readings.map(({ measuredAt }) => measuredAt)).toEqual(
      ends.map((_, index) => start + index * STEP_MS),
    );
    expect(problems).toEqual([]);
  },
);

test.each([
  ["Europe/Berlin", "2025-10-26T02:30:00", "time_ambiguous"],
  ["Europe/Berlin", "2025-03-30T02:30:00", "time_nonexistent"],
  ["America/New_York", "2025-11-02T01:30:00", "time_ambiguous"],
  ["America/New_York", "2025-03-09T02:30:00", "time_nonexistent"],
  ["Australia/Lord_Howe", "2025-04-06T01:45:00", "time_ambiguous"],
  ["Australia/Lord_Howe", "2025-10-05T02:15:00", "time_nonexistent"],
])("one time alone, in %s at %s, is refused: %s", (zone, time, code) => {
  const { readings, problems } = decode("measurements", day(zone, [time]), "UTC");
  expect(readings).toEqual([]);
  expect(problems.map((problem) => problem.code)).toEqual([code]);
});
