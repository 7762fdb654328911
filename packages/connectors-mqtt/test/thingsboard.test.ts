import { expect, it } from "vitest";
import { AT, codesOf, decodeFile } from "./support.ts";

const result = decodeFile("thingsboard", "thingsboard.jsonl");

it("telemetry of devices and gateways stands at its ts, or in the second of its arrival", () => {
  expect(
    result.readings.map(({ deviceId, measuredAt, values }) => [deviceId, measuredAt - AT, values]),
  ).toEqual([
    ["me", 0, { acPower: 4_210, status: 4 }],
    ["me", 5_512, { acPower: 4_215.5, acEnergyTotal: 12_345_678 }],
    ["me", 10_000, { acPower: 0 }],
    ["me", 15_000, { frequency: 50.01 }],
    ["Inverter A", 0, { acPower: 1_000 }],
    ["Inverter A", 20_000, { acPower: 1_100 }],
    ["Meter/B", 0, { gridExportPower: 250 }],
  ]);
});

it("keys without a point, unset clocks and wrong forms are told", () => {
  expect(codesOf(result)).toEqual([
    ["line 1/firmware", "unknown_field"],
    ["line 3/2/ts", "time_missing"],
    ["line 4/Inverter A/0/values/online", "unknown_field"],
    ["line 4/Meter/B/0/values/acPower", "malformed"],
    ["line 4/C", "malformed"],
    ["line 5", "time_missing"],
  ]);
});
