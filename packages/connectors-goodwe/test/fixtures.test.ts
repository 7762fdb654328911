import { expect, test } from "vitest";
import { decode, fixture } from "./support/decode.ts";

const NOON = Date.parse("2026-06-15T12:00:00Z");
const SITE = "site:12345678-1234-1234-1234-123456789012";
const TEN = Date.parse("2026-06-15T00:00:00Z"); // 10:00 in Sydney
const STEP_MS = 300_000;

/** Read off the fixtures by eye, not by running the decoder. */
const EXPECTED = [
  {
    endpoint: "monitor-detail",
    name: "hybrid",
    readings: [
      {
        deviceId: "5000ABC",
        kind: "inverter",
        measuredAt: NOON,
        values: {
          acEnergyToday: 12_500,
          acEnergyTotal: 3_210_700,
          acPower: 1_692,
          internalTemperature: 41.5,
          frequency: 50.01,
          acVoltageL1: 236.5,
          acCurrentL1: 7.2,
          dcVoltage1: 312.4,
          dcCurrent1: 3.1,
          status: 4,
        },
      },
      {
        deviceId: SITE,
        kind: "meter",
        measuredAt: NOON,
        values: {
          acEnergyToday: 12_500,
          acEnergyTotal: 3_210_700,
          acPower: 1_692,
          gridImportEnergyTotal: 850_500,
          gridExportEnergyTotal: 2_100_250,
          loadPower: 1_737,
          gridImportPower: 45, // 2192 − 500 + 45 = 1737
          gridExportPower: 0,
        },
      },
      {
        deviceId: `${SITE}:battery`,
        kind: "battery",
        measuredAt: NOON,
        values: { batterySoc: 64, batteryPower: 500 },
      },
    ],
    problems: ["sentinel vac2", "sentinel iac2"],
  },
  {
    endpoint: "monitor-detail",
    name: "offline", // what stands beside the counters was not measured
    readings: [
      {
        deviceId: "3000XYZ",
        kind: "inverter",
        measuredAt: NOON - 7_200_000,
        values: { acEnergyToday: 32_200, acEnergyTotal: 23_920_700 },
      },
      {
        deviceId: SITE,
        kind: "meter",
        measuredAt: NOON - 7_200_000,
        values: { acEnergyToday: 32_190, acEnergyTotal: 19_815_450 },
      },
    ],
    problems: ["time_missing powerflow"],
  },
  {
    endpoint: "monitor-detail",
    name: "metered",
    readings: [
      {
        deviceId: "1000M",
        kind: "inverter",
        measuredAt: NOON,
        values: {
          acEnergyToday: 2_000,
          acEnergyTotal: 100_000,
          acPower: 2_023,
          internalTemperature: 39,
          frequency: 50,
          acVoltageL1: 231,
          acCurrentL1: 8.7,
          dcVoltage1: 300,
          dcCurrent1: 6.8,
          status: 4,
        },
      },
      {
        deviceId: "1000M:meter",
        kind: "meter",
        measuredAt: NOON,
        values: { gridExportPower: 16, gridImportPower: 0 },
      },
      {
        deviceId: SITE,
        kind: "meter",
        measuredAt: NOON,
        values: { acEnergyToday: 2_000, acEnergyTotal: 100_000, acPower: 2_023 },
      },
    ],
    problems: [],
  },
  {
    endpoint: "plant-power-chart",
    name: "plant-power-chart",
    readings: [
      ...[
        { acPower: 2_000, loadPower: 1_000, gridExportPower: 500, gridImportPower: 0 },
        { acPower: 2_100, loadPower: 3_000, gridExportPower: 0, gridImportPower: 600 },
        { acPower: 1_900, loadPower: 1_000, gridExportPower: 900, gridImportPower: 0 },
        { loadPower: 0, gridExportPower: 0, gridImportPower: 0 },
      ].map((values, index) => ({
        deviceId: SITE,
        kind: "meter",
        measuredAt: TEN + ([0, 1, 3, 2][index] ?? 0) * STEP_MS, // the third has no power of the sun
        values,
      })),
      ...[
        { batteryPower: 500, batterySoc: 60 },
        { batteryPower: -300, batterySoc: 61 },
        { batteryPower: 0, batterySoc: 61 },
        { batteryPower: 0, batterySoc: 61 },
      ].map((values, index) => ({
        deviceId: `${SITE}:battery`,
        kind: "battery",
        measuredAt: TEN + index * STEP_MS,
        values,
      })),
    ],
    problems: ["unknown_field key"],
  },
];

test.each(EXPECTED)("$name", ({ endpoint, name, readings, problems }) => {
  const result = decode(endpoint, fixture(name));
  expect(result.readings).toEqual(readings);
  expect(
    result.problems.map(({ code, path }) => `${code} ${path.split("/").at(-1) ?? ""}`),
  ).toEqual(problems);
});
