import { readFileSync } from "node:fs";
import { openMeteoDecoder } from "@solarmon/connectors-open-meteo";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

const HOUR_MS = 3_600_000;
const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const decodeBytes = (body: Uint8Array, endpoint = "forecast") =>
  openMeteoDecoder.decode(endpoint, { body }, { timeZone: "Europe/Berlin" });
const fixture = (name: string) => readFileSync(new URL(`fixtures/${name}.json`, import.meta.url));
const AT = 1_780_300_800_000;

const reply = { latitude: 52.5, longitude: 13.4, utc_offset_seconds: 7200 };
const codesOf = (current_weather: object) =>
  decodeBytes(bytes({ ...reply, current_weather })).problems.map(({ code }) => code);

describe("calls of before 2023", () => {
  const former = { temperature: 13.3, windspeed: 10.3, winddirection: 262, weathercode: 3 };

  it("tell what is true now in °C and km/h", () => {
    const current_weather = { ...former, time: "2022-07-01T12:00" };
    const { readings, problems } = decodeBytes(bytes({ ...reply, current_weather }));
    expect(readings).toMatchObject([
      { measuredAt: Date.UTC(2022, 6, 1, 10), values: { ambientTemperature: 13.3 } },
    ]);
    expect(readings[0]?.values["windSpeed"]).toBeCloseTo(2.861, 3);
    expect(problems).toEqual([]);
  });

  it("tell nothing without a time, and no 0 for null", () => {
    expect(codesOf(former)).toContain("time_missing");
    expect(codesOf({ temperature: null, time: "2022-07-01T12:00" })).toEqual(["no_telemetry"]);
  });
});

describe("documented shapes", () => {
  it("of one location: means stand an hour earlier than what is true at an instant", () => {
    const { readings, problems } = decodeBytes(fixture("forecast-unixtime"));
    const site = { deviceId: "site:48.14,11.58", kind: "weather", quality: 1 };
    expect(readings).toEqual([
      { ...site, measuredAt: AT - HOUR_MS, values: { ghi: 610, dni: 540.5 } },
      {
        ...site,
        measuredAt: AT,
        values: { ghi: 702, dni: 0, ambientTemperature: 18.4, windSpeed: 2 },
      },
      { ...site, measuredAt: AT + HOUR_MS, values: { ambientTemperature: 19.6, windSpeed: 2.5 } },
      { ...site, measuredAt: AT + 2 * HOUR_MS, values: { ambientTemperature: 20.1 } },
    ]);
    expect(problems).toMatchObject([{ code: "unknown_field", path: "/hourly/cloud_cover" }]);
  });

  it("of several: quarters of an hour in local time, what is true now, and a refusal", () => {
    const { readings, problems } = decodeBytes(fixture("forecast-local"));
    const noon = Date.UTC(2026, 2, 1, 11);
    expect(readings.map(({ measuredAt, values }) => [measuredAt - noon, values])).toEqual([
      [-900_000, { poaIrradiance: 301 }],
      [0, { poaIrradiance: 305 }],
      [900_000, { poaIrradiance: 310 }],
      [2_700_000, { ghi: 250 }],
      [3_600_000, { ambientTemperature: 10, windSpeed: expect.closeTo(1.34112, 5) }],
    ]);
    expect(problems.map(({ code, path }) => [code, path])).toEqual([
      ["out_of_range", "/0/minutely_15/global_tilted_irradiance/1"],
      ["vendor_error", "/1/error"],
    ]);
  });
});

/** Hours of a local day, each `count` times. */
function hours(date: string, counts: readonly number[]): string[] {
  return counts.flatMap((count, hour) =>
    Array.from({ length: count }, () => `${date}T${String(hour).padStart(2, "0")}:00`),
  );
}

function hourly(time: readonly string[], more: object): Uint8Array {
  return bytes({
    latitude: 1,
    longitude: 2,
    ...more,
    hourly: { time, temperature_2m: time.map(() => 1) },
  });
}

describe("local times on change days", () => {
  it.each([
    ["Europe/Berlin", "2026-10-25", [1, 1, 2, 1, 1], 7_200],
    ["Europe/Berlin", "2026-03-29", [1, 1, 0, 1, 1], 3_600],
    ["America/New_York", "2026-11-01", [1, 2, 1, 1, 1], -14_400],
    ["America/New_York", "2026-03-08", [1, 1, 0, 1, 1], -18_000],
  ])("that repeat or skip follow the zone: %s %s", (timezone, date, counts, utcOffsetS) => {
    const body = hourly(hours(date, counts), { timezone, utc_offset_seconds: utcOffsetS });
    const times = decodeBytes(body).readings.map(({ measuredAt }) => measuredAt);
    expect(times).toEqual(times.map((_, index) => (times[0] ?? 0) + index * HOUR_MS));
    expect(times[0]).toBe(Date.parse(`${date}T00:00Z`) - utcOffsetS * 1_000);
  });

  it.each([
    ["Europe/Berlin", "2026-03-29", 3_600],
    ["Australia/Lord_Howe", "2026-10-04", 37_800],
    ["Asia/Kolkata", "2026-03-29", 19_800],
  ])("that are evenly spaced follow the offset of the reply: %s", (timezone, date, utcOffsetS) => {
    const body = hourly(hours(date, [1, 1, 1, 1, 1]), { timezone, utc_offset_seconds: utcOffsetS });
    const start = Date.parse(`${date}T00:00Z`) - utcOffsetS * 1_000;
    expect(decodeBytes(body).readings.map(({ measuredAt }) => measuredAt)).toEqual(
      [0, 1, 2, 3, 4].map((hour) => start + hour * HOUR_MS),
    );
  });
});

describe("a time the clock showed twice", () => {
  it("is told where nothing tells which was meant", () => {
    const time = ["2026-10-25T02:00", "2026-10-25T05:00", "2026-10-25T06:00"];
    const { problems } = decodeBytes(hourly(time, { timezone: "Europe/Berlin" }));
    expect(problems).toMatchObject([{ code: "time_ambiguous", path: "/hourly/time" }]);
  });
});

describe("any body", () => {
  it("is decoded without a throw", () => {
    const series = fc.dictionary(
      fc.constantFrom("time", "temperature_2m", "shortwave_radiation"),
      fc.jsonValue(),
    );
    const replies = fc.record(
      {
        latitude: fc.double(),
        longitude: fc.integer(),
        timezone: fc.string(),
        hourly: series,
        current: series,
      },
      { requiredKeys: ["hourly"] },
    );
    const bodies = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.jsonValue().map(bytes),
      replies.map(bytes),
    );
    fc.assert(
      fc.property(bodies, (body) => {
        const { readings, problems } = decodeBytes(body);
        expect(readings.length + problems.length).toBeGreaterThan(0);
        for (const { measuredAt } of readings) expect(Number.isSafeInteger(measuredAt)).toBe(true);
      }),
    );
  });

  it("cut off gives nothing, and says so", () => {
    const body = fixture("forecast-unixtime");
    for (let end = 0; end < body.lastIndexOf(0x7d); end += 13) {
      const { readings, problems } = decodeBytes(body.subarray(0, end));
      expect(readings).toEqual([]);
      expect(problems[0]?.code).toBe("malformed");
    }
  });

  it("of an unknown endpoint is refused with the list of those there are", () => {
    expect(() => decodeBytes(bytes({}), "nonsense")).toThrow(/archive/u);
  });
});
