import { expect, test } from "vitest";
import { decode } from "./support/decode.ts";

const lastData = (record: object) => ({
  error_code: 0,
  data: { serialNum: "S1", time: "2026-06-01 14:00:00", eacTotal: 1, ...record },
});

const codesOf = (endpoint: string, body: unknown, zone?: string) =>
  decode(endpoint, body, zone).problems.map(({ code }) => code);

const plantData = (timezone: string) => ({
  error_code: 0,
  data: { current_power: 5, last_update_time: "2026-06-01 14:00:00", timezone },
});

test("the zone that plant/data names has to show the plant's time", () => {
  expect(decode("plant-data", plantData("GMT+2")).readings).toHaveLength(1);
  expect(decode("plant-data", plantData("GMT+1")).readings).toEqual([]);
  expect(codesOf("plant-data", plantData("GMT+1"))).toEqual(["time_ambiguous"]);
  expect(decode("plant-data", plantData("GMT+1"), "Etc/GMT-1").readings).toHaveLength(1);
  expect(decode("plant-data", plantData("GMT+5:30"), "Asia/Kolkata").readings).toHaveLength(1);
  expect(decode("plant-data", plantData("GMT+5.5"), "Asia/Kolkata").readings).toHaveLength(1);
});

test("longer energies and lists without a time are refused with a reason", () => {
  expect(codesOf("plant-energy", { error_code: 0, data: { time_unit: "month" } })).toEqual([
    "unsupported",
  ]);
  expect(
    codesOf("plant-list", { error_code: 0, data: { plants: [{ total_energy: "5" }] } }),
  ).toEqual(["no_telemetry"]);
});

test("the running day was read when the reply came", () => {
  const body = { error_code: 0, data: { energys: [{ date: "2026-06-01", energy: "4" }] } };
  const noon = Date.parse("2026-06-01T10:00:00Z");
  expect(decode("plant-energy", body, "Europe/Berlin", noon).readings).toMatchObject([
    { measuredAt: noon, values: { acEnergyToday: 4_000 } },
  ]);
});

test("power of a battery is refused when only one direction is told", () => {
  const { readings, problems } = decode("mix-last-data", lastData({ soc: 50, pcharge1: 400 }));
  expect(readings[1]).toMatchObject({ deviceId: "S1:battery", values: { batterySoc: 50 } });
  expect(problems.map(({ code }) => code)).toEqual(["missing_field"]);
});

test.each([
  [{ pacToUserTotal: 0, pacToUserR: 138 }, 138],
  [{ pacToUserTotal: 0, pacToUserR: null }, undefined],
  [{ pacToUserTotal: 0, pacToUserR: "N/A" }, undefined],
  [{ pacToUserTotal: 0 }, 0],
])(
  "of two spellings an unreadable one is not 0 because the other is: %j",
  (fields, importPower) => {
    const { readings } = decode("mix-last-data", lastData({ ...fields, pacToLocalLoad: 5 }));
    expect(readings[0]?.values["gridImportPower"]).toBe(importPower);
  },
);

test("states: an unknown one is told once, one of the logger says nothing", () => {
  expect(codesOf("tlx-last-data", lastData({ statusText: "Dancing" }))).toEqual(["unknown_field"]);
  expect(codesOf("tlx-last-data", lastData({ statusText: "tlx.status.lost" }))).toEqual([]);
  const { readings } = decode("tlx-last-data", lastData({ statusText: "tlx.status.checking" }));
  expect(readings[0]?.values["status"]).toBe(3);
});

test("a row without a time, or with one that no clock showed, is refused", () => {
  expect(codesOf("tlx-last-data", lastData({ time: null }))).toEqual(["time_missing"]);
  expect(codesOf("tlx-last-data", lastData({ time: "2026-03-29 02:30:00" }))).toEqual([
    "time_nonexistent",
  ]);
});

test("a device that nothing names is `inverter`", () => {
  const body = { error_code: 0, data: { time: "2026-06-01 14:00:00", pac: 5 } };
  expect(decode("inverter-last-data", body).readings[0]?.deviceId).toBe("inverter");
});

test("an unknown endpoint lists those there are", () => {
  expect(() => decode("nothing", {})).toThrow(/tlx-last-data/u);
});
