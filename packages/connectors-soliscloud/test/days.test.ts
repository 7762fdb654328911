import { expect, test } from "vitest";
import { decode, RECEIVED_AT } from "./support/decode.ts";

const days = (...dates: readonly string[]) => ({
  code: "0",
  data: dates.map((dateStr) => ({ dateStr, energy: 12.5, energyStr: "kWh", energyPec: "1" })),
});

const ends = (zone: string, ...dates: readonly string[]) =>
  decode("station-month", days(...dates), zone).readings.map(({ measuredAt }) => measuredAt + 1);

test("days of 23 and 25 hours end when they end, in four zones", () => {
  expect(ends("Europe/Berlin", "2025-03-30", "2025-10-26")).toEqual([
    Date.parse("2025-03-31T00:00:00+02:00"),
    Date.parse("2025-10-27T00:00:00+01:00"),
  ]);
  expect(ends("America/New_York", "2025-03-09", "2025-11-02")).toEqual([
    Date.parse("2025-03-10T00:00:00-04:00"),
    Date.parse("2025-11-03T00:00:00-05:00"),
  ]);
  expect(ends("Australia/Lord_Howe", "2025-04-06")).toEqual([
    Date.parse("2025-04-07T00:00:00+10:30"),
  ]);
  expect(ends("Asia/Kolkata", "2025-10-26")).toEqual([Date.parse("2025-10-27T00:00:00+05:30")]);
});

test("the running day was read when the reply came", () => {
  const { readings } = decode("station-month", days("2026-06-01"));
  expect(readings).toEqual([
    {
      deviceId: "site",
      kind: "meter",
      measuredAt: RECEIVED_AT,
      values: { acEnergyToday: 12_500 },
    },
  ]);
});

test("months are refused with a reason; a row without a day too", () => {
  expect(decode("station-year", days("2026-06")).problems[0]?.code).toBe("unsupported");
  expect(decode("station-month", days("June")).problems[0]?.code).toBe("time_missing");
});

test("powers of a day's row share the scale of its power", () => {
  const row = { time: RECEIVED_AT, power: 770, powerStr: "kW", powerPec: "0.001", psum: -200 };
  const battery = { batteryPower: 300, batteryPowerZheng: 300 };
  const { readings } = decode("station-day", { code: "0", data: [{ ...row, ...battery }] });
  expect(readings.map(({ deviceId, values }) => [deviceId, values])).toEqual([
    ["site", { acPower: 770, gridImportPower: 200, gridExportPower: 0 }],
    ["site:battery", { batteryPower: 300 }],
  ]);
});
