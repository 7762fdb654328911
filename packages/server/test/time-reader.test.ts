import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TimeDetector } from "../src/import/detect-time.ts";
import type { TimeFormat } from "../src/import/time-fields.ts";
import { newTimeTrack, TimeReader, type TimeResult } from "../src/import/time-reader.ts";
import { ZoneClock } from "../src/import/zone-clock.ts";

const text = new TextEncoder();

function readAll(format: TimeFormat, zone: string, times: readonly string[]): TimeResult[] {
  const reader = new TimeReader(format, new ZoneClock(zone));
  const track = newTimeTrack();
  return times.map((time) => {
    const bytes = text.encode(time);
    return reader.read(bytes, 0, bytes.length, track);
  });
}

function iso(results: readonly TimeResult[]): string[] {
  return results.map((result) =>
    typeof result === "number" ? new Date(result).toISOString().slice(0, 16) : result.reason,
  );
}

function detect(times: readonly string[]): TimeFormat {
  const detector = new TimeDetector();
  for (const time of times) detector.add(time);
  return detector.format("time");
}

describe("TimeReader", () => {
  it.each<[TimeFormat, string, string]>([
    ["iso", "2024-06-30 12:05:07", "2024-06-30T12:05:07.000Z"],
    ["iso", "2024-06-30T12:05Z", "2024-06-30T12:05:00.000Z"],
    ["iso", "2024-06-30T12:05:07.25+05:30", "2024-06-30T06:35:07.250Z"],
    ["iso", "2019-02-01T08:15:00.000Z", "2019-02-01T08:15:00.000Z"],
    ["iso", "2022-03-18 04:33:00-07:00", "2022-03-18T11:33:00.000Z"],
    ["iso", "2024/06/30 24:00", "2024-07-01T00:00:00.000Z"],
    ["iso", "2024-02-29", "2024-02-29T00:00:00.000Z"],
    ["dmy", "15-05-2020 00:15", "2020-05-15T00:15:00.000Z"],
    ["dmy", "15.05.2020 00:15:30", "2020-05-15T00:15:30.000Z"],
    ["mdy", "2/1/2019 0:05", "2019-02-01T00:05:00.000Z"],
    ["mdy", "2/1/2019 12:05 AM", "2019-02-01T00:05:00.000Z"],
    ["mdy", "2/1/2019 1:05 pm", "2019-02-01T13:05:00.000Z"],
    ["epoch-s", "1719748800", "2024-06-30T12:00:00.000Z"],
    ["epoch-ms", "1719748800123", "2024-06-30T12:00:00.123Z"],
  ])("reads %s %s", (format, time, expected) => {
    const [result] = readAll(format, "UTC", [time]);
    expect(typeof result === "number" ? new Date(result).toISOString() : result).toBe(expected);
  });

  it.each<[TimeFormat, string]>([
    ["iso", "2023-02-29 00:00"],
    ["iso", "2024-13-01 00:00"],
    ["iso", "2024-06-30 25:00"],
    ["iso", "2024-06-30 12:60"],
    ["iso", "yesterday"],
    ["iso", "2024-06-30 12:05 Berlin"],
    ["dmy", "31-04-2020 00:00"],
    ["epoch-s", "12:05"],
  ])("refuses %s %s", (format, time) => {
    expect(readAll(format, "UTC", [time])).toEqual([
      { reason: "malformed", detail: expect.stringContaining(time) },
    ]);
  });

  it("tells the two passes of a repeated hour apart by their order", () => {
    const times = ["01:30", "02:00", "02:30", "02:00", "02:30", "03:00"];
    const local = times.map((time) => `2014-10-26 ${time}`);
    const utc = ["23:30", "00:00", "00:30", "01:00", "01:30", "02:00"];
    expect(iso(readAll("iso", "Europe/Madrid", local)).map((time) => time.slice(11))).toEqual(utc);
    const backwards = iso(readAll("iso", "Europe/Madrid", local.toReversed()));
    expect(backwards.map((time) => time.slice(11))).toEqual(utc.toReversed());
  });

  it("refuses a time in the hour that clocks skip", () => {
    const [before, missing, after] = readAll("iso", "Europe/Madrid", [
      "2014-03-30 01:59",
      "2014-03-30 02:30",
      "2014-03-30 03:00",
    ]);
    expect(missing).toEqual({
      reason: "time_ambiguous",
      detail: expect.stringContaining("2014-03-30 02:30 does not exist in Europe/Madrid"),
    });
    expect(Number(after) - Number(before)).toBe(60_000);
  });

  it("gives back any instant that was written in local time, in any zone", () => {
    const zones = fc.constantFrom(
      "Europe/Madrid",
      "America/St_Johns",
      "Australia/Lord_Howe",
      "Asia/Kolkata",
      "Pacific/Apia",
    );
    const minutes = fc.integer({
      min: Date.UTC(1995, 0) / 60_000,
      max: Date.UTC(2035, 0) / 60_000,
    });
    fc.assert(
      fc.property(zones, minutes, (zone, minute) => {
        const local = new Date(minute * 60_000).toLocaleString("sv-SE", { timeZone: zone });
        const wallMs = Date.parse(`${local.replace(" ", "T")}Z`);
        expect(new ZoneClock(zone).meaning(wallMs)).toContain(minute * 60_000);
      }),
    );
  });
});

describe("TimeDetector", () => {
  it.each<[TimeFormat, string[]]>([
    ["iso", ["2020-05-15 00:00:00"]],
    ["dmy", ["01-05-2020 00:00", "13-05-2020 00:00"]],
    ["mdy", ["2/1/2019 0:05", "2/13/2019 0:05"]],
    ["epoch-s", ["1719748800"]],
    ["epoch-ms", ["1719748800000"]],
    ["dmy", ["01/02/2020 23:45", "02/02/2020 00:00", "03/02/2020 00:00"]],
    ["mdy", ["2/1/2020 23:45", "2/2/2020 0:00", "2/3/2020 0:00"]],
  ])("finds %s", (format, times) => expect(detect(times)).toBe(format));

  it("asks when nothing tells day and month apart", () => {
    expect(() => detect(["01/02/2020 00:00", "01/02/2020 00:05"])).toThrow(/--time-format dmy/);
  });

  it("says when a column holds no times", () => {
    expect(() => detect(["abc", "def"])).toThrow(/does not hold times \(for example "abc"\)/);
  });
});
