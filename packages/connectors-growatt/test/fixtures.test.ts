import { expect, test } from "vitest";
import { decode, fixture } from "./support/decode.ts";

const AT = (text: string) => Date.parse(text);

/** Read off the fixtures by eye, not by running the decoder. Times are those of Berlin. */
const EXPECTED = [
  {
    name: "tlx-last-data",
    readings: [
      {
        deviceId: "ABC1234567",
        kind: "inverter",
        measuredAt: AT("2026-06-01T12:05:03Z"), // `time`, not `calendar`, which is in the vendor's own zone
        values: {
          acPower: 2_503.8,
          dcPower: 2_558.7,
          acEnergyToday: 21_600.000381, // kWh, with a float's noise far below the point's resolution
          acEnergyTotal: 1_859_500,
          frequency: 50.0099983215332,
          acVoltageL1: 239.5,
          acCurrentL1: 10.7,
          dcVoltage1: 258.6,
          dcCurrent1: 5.8,
          dcVoltage2: 168,
          dcCurrent2: 6.1,
          internalTemperature: 47.8,
          faultCode: 0,
          status: 4,
        },
      },
    ],
    problems: ["unknown_field epvTotal"],
  },
  {
    name: "mix-last-data",
    readings: [
      {
        deviceId: "SPH0000001",
        kind: "inverter",
        measuredAt: AT("2026-01-15T17:30:12Z"),
        values: {
          acPower: 1_871,
          dcPower: 0, // the battery runs, so this dark input was measured
          acEnergyToday: 3_200,
          acEnergyTotal: 1_040_900,
          frequency: 50.02,
          acVoltageL1: 230.6,
          acCurrentL1: 8.1,
          gridImportPower: 138, // single phase: the total stays 0
          gridExportPower: 0,
          gridImportEnergyTotal: 870_900,
          gridExportEnergyTotal: 6_800,
          loadPower: 2_009,
        },
      },
      {
        deviceId: "SPH0000001:battery",
        kind: "battery",
        measuredAt: AT("2026-01-15T17:30:12Z"),
        values: { batterySoc: 61, batteryPower: -1_920 },
      },
    ],
    problems: ["unknown_field statusText", "unknown_field vbat"],
  },
  {
    name: "inverter-data",
    readings: [
      {
        deviceId: "INV0000009",
        kind: "inverter",
        measuredAt: AT("2026-06-01T10:10:00Z"),
        values: {
          acPower: 30_500,
          acEnergyToday: 96_400,
          acEnergyTotal: 303_642_500,
          frequency: 50.02,
          acVoltageL1: 236.5,
          acCurrentL1: 43.1,
          acVoltageL2: 244.5,
          acCurrentL2: 42.8,
          acVoltageL3: 239.3,
          acCurrentL3: 43,
          dcVoltage1: 610.2,
          dcCurrent1: 8.4,
          internalTemperature: 51.2,
          status: 4,
        },
      },
      {
        deviceId: "INV0000009",
        kind: "inverter",
        measuredAt: AT("2026-06-01T10:05:00Z"),
        values: {
          acPower: 0,
          acEnergyToday: 95_100,
          acEnergyTotal: 303_641_200,
          internalTemperature: 50.9,
          faultCode: 30,
          status: 7,
        },
      },
    ],
    problems: ["sentinel 2", "sentinel fac"], // the third row is all 0
  },
  {
    name: "query-last-data",
    readings: [
      {
        deviceId: "MIN0000001",
        kind: "inverter",
        measuredAt: AT("2026-06-01T12:05:00Z"),
        values: {
          acPower: 4_100.5,
          acEnergyToday: 11_200,
          acEnergyTotal: 900_000,
          frequency: 49.99,
          gridExportPower: 3_000,
          gridImportPower: 0,
          gridExportEnergyTotal: 512_300,
          gridImportEnergyTotal: 1_204_800,
          loadPower: 1_100.5,
          status: 4,
        },
      },
      {
        deviceId: "MIN0000001:battery",
        kind: "battery",
        measuredAt: AT("2026-06-01T12:05:00Z"),
        values: { batterySoc: 74, batteryPower: 1_000 }, // both converters, charging
      },
      {
        deviceId: "MIN0000002",
        kind: "inverter",
        measuredAt: AT("2026-06-01T12:00:00Z"),
        values: { acPower: 12.5, acEnergyTotal: 3_400, frequency: 50 },
      },
    ],
    problems: [],
  },
  {
    name: "plant-data",
    readings: [
      {
        deviceId: "site",
        kind: "meter",
        measuredAt: AT("2026-06-01T12:05:03Z"),
        values: { acPower: 2_503.8, acEnergyToday: 21_600, acEnergyTotal: 1_859_500 },
      },
    ],
    problems: ["unknown_field monthly_energy", "unknown_field yearly_energy"],
  },
  {
    name: "plant-power",
    readings: [
      ["2026-06-01T10:00:00Z", 2_590] as const,
      ["2026-06-01T10:05:00Z", 0] as const, // 0 is a measurement, null is not
      ["2026-06-01T10:10:00Z", 2_610.5] as const,
    ].map(([at, acPower]) => ({
      deviceId: "site",
      kind: "meter",
      measuredAt: AT(at),
      values: { acPower },
    })),
    problems: [],
  },
  {
    name: "plant-energy",
    readings: [
      ["2026-03-28T23:00:00Z", 7_600] as const,
      ["2026-03-29T22:00:00Z", 8_200] as const, // a day of 23 hours
    ].map(([end, acEnergyToday]) => ({
      deviceId: "site",
      kind: "meter",
      measuredAt: AT(end) - 1,
      values: { acEnergyToday },
    })),
    problems: [],
  },
];

test.each(EXPECTED)("$name", ({ name, readings, problems }) => {
  const result = decode(name, fixture(name));
  expect(result.readings).toEqual(readings);
  const told = result.problems.map(({ code, path }) => `${code} ${path.split("/").at(-1) ?? ""}`);
  expect(told.toSorted()).toEqual(problems);
});
