import { sungrowDecoder } from "@solarmon/connectors-sungrow";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bytes } from "./fixtures.ts";

const AT = Date.UTC(2026, 5, 1, 12);
const decode = (data: unknown, endpoint: string, timeZone = "Europe/Berlin") =>
  sungrowDecoder.decode(
    endpoint,
    { body: bytes({ result_code: "1", result_data: data }), receivedAt: AT },
    { timeZone },
  );

describe("real-time values", () => {
  it("of devices are read by type, with units of the reply's dictionary", () => {
    const row = {
      ps_key: "7_1_1_1",
      device_time: "20260601140000",
      p24: "4.2",
      p2: "--",
      p5: "612.5",
      p58: "1.5",
      p90: "3",
    };
    const { readings, problems } = decode(
      {
        device_point_list: [{ device_point: row }],
        point_dict: [{ point_id: 24, point_unit: "kW" }],
      },
      "real-time",
    );
    expect(readings).toEqual([
      {
        deviceId: "7_1_1_1",
        kind: "inverter",
        measuredAt: AT,
        values: { acPower: 4_200, dcVoltage1: 612.5, dcCurrent10: 1.5 },
      },
    ]);
    expect(problems).toMatchObject([
      { code: "unknown_field", path: expect.stringMatching(/p90$/u) },
    ]);
  });

  it("of a plant may name it by ps_id; a state of charge is a share", () => {
    const row = { ps_id: 7, device_time: "20260601140000", p83033: "10", p83252: "0.555" };
    expect(decode({ device_point_list: [row] }, "real-time").readings).toMatchObject([
      { deviceId: "site:7", kind: "logger", values: { acPower: 10, batterySoc: 55.5 } },
    ]);
  });
});

describe("series", () => {
  it("of rows are read like those of columns", () => {
    const columns = { "7_11_0_0": { p83033: { "20260601140000": "5", "20260601140500": "--" } } };
    const rows = {
      "7_11_0_0": [
        { time_stamp: "20260601140000", p83033: "5" },
        { time_stamp: "20260601140500", p83033: null },
      ],
    };
    const expected = [
      { deviceId: "site:7", kind: "logger", measuredAt: AT, values: { acPower: 5 } },
    ];
    expect(decode(columns, "point-minutes").readings).toEqual(expected);
    expect(decode(rows, "point-minutes").readings).toEqual(expected);
  });

  it.each([
    ["Europe/Berlin", "20261025", "20260329", 12],
    ["America/New_York", "20261101", "20260308", 12],
    ["Australia/Lord_Howe", "20260405", "20261004", 6],
  ])(
    "of change days in %s: the hour that repeats, the hour that is not",
    (zone, back, forth, count) => {
      const hours = zone === "Europe/Berlin" ? ["01", "02", "02", "03"] : ["00", "01", "01", "02"];
      const repeated = count === 12 ? day(back, hours) : lordHoweBack(back);
      const { readings } = decode({ "7_11_0_0": repeated }, "point-minutes", zone);
      const times = readings.map(({ measuredAt }) => measuredAt);
      expect(new Set(times.slice(1).map((at, index) => at - (times[index] ?? 0)))).toEqual(
        new Set([300_000]),
      );
      const skipped = decode({ "7_11_0_0": day(forth, ["02"]) }, "point-minutes", zone);
      expect(skipped.problems.filter(({ code }) => code === "time_nonexistent")).toHaveLength(
        count,
      );
      expect(skipped.readings).toHaveLength(12 - count);
    },
  );

  it("of a zone without change days are whole", () => {
    const rows = [{ time_stamp: "20260329023000", p83033: "1" }];
    const { readings, problems } = decode({ "7_11_0_0": rows }, "point-minutes", "Asia/Kolkata");
    expect(readings).toMatchObject([{ measuredAt: Date.UTC(2026, 2, 28, 21) }]);
    expect(problems).toEqual([]);
  });
});

/** Rows of the given hours, every five minutes. */
function day(date: string, hours: readonly string[]): unknown[] {
  return hours.flatMap((hour) =>
    steps(0, 60).map((minute) => ({
      time_stamp: `${date}${hour}${String(minute).padStart(2, "0")}00`,
      p83033: "1",
    })),
  );
}

/** Lord Howe goes back by half an hour, from 02:00 to 01:30. */
function lordHoweBack(date: string): unknown[] {
  const minutes = [...steps(60, 120), ...steps(90, 180)];
  return minutes.map((minute) => {
    const text = [Math.floor(minute / 60), minute % 60].map((part) =>
      String(part).padStart(2, "0"),
    );
    return { time_stamp: `${date}${text.join("")}00`, p83033: "1" };
  });
}

function steps(from: number, until: number): number[] {
  return Array.from({ length: (until - from) / 5 }, (_, index) => from + index * 5);
}

describe("refusals with HTTP 200", () => {
  it.each(["E900", "E999", "010", "77"])("are told: %s", (code) => {
    const { problems } = sungrowDecoder.decode(
      "real-time",
      { body: bytes({ result_code: code, result_data: null }) },
      { timeZone: "UTC" },
    );
    expect(problems[0]).toMatchObject({ code: "vendor_error", path: "/result_code" });
  });
});

describe("any body", () => {
  const keys = fc.constantFrom(
    "1_1_1_1",
    "1_11_0_0",
    "pageList",
    "device_point_list",
    "day_data",
    "p1",
  );

  it("is decoded without a throw", () => {
    const results = fc.record({
      result_code: fc.constant("1"),
      result_data: fc.dictionary(keys, fc.jsonValue()),
    });
    const bodies = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.json().map(bytes),
      results.map(bytes),
    );
    const endpoints = fc.constantFrom(...sungrowDecoder.endpoints.map(({ name }) => name));
    fc.assert(
      fc.property(bodies, endpoints, (body, endpoint) => {
        const { readings, problems } = sungrowDecoder.decode(
          endpoint,
          { body },
          { timeZone: "UTC" },
        );
        expect(readings.length + problems.length).toBeGreaterThan(0);
      }),
    );
  });

  it("of an unknown endpoint is refused with the list of those there are", () => {
    expect(() => decode({}, "nonsense")).toThrow(/point-minutes/u);
  });
});
