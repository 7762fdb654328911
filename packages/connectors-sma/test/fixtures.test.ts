import { expect, test } from "vitest";
import { decode, fixture } from "./support/decode.ts";

const at = (text: string) => Date.parse(text);

/** Read off the fixtures by eye, not by running the decoder. Rows carry the end of their interval, in Berlin's time. */
const EXPECTED = [
  {
    endpoint: "measurements",
    name: "energy-balance",
    readings: [
      {
        deviceId: "site:25057",
        kind: "meter",
        measuredAt: at("2026-06-01T10:35:00Z"),
        values: {
          acPower: 3_110.263,
          loadPower: 1_914.541,
          gridExportPower: 396.455,
          gridImportPower: 0,
        },
      },
      {
        deviceId: "site:25057",
        kind: "meter",
        measuredAt: at("2026-06-01T10:40:00Z"),
        values: { acPower: 0, loadPower: 500 }, // no grid in the row: missing, not 0
      },
      {
        deviceId: "site:25057:battery",
        kind: "battery",
        measuredAt: at("2026-06-01T10:35:00Z"),
        values: { batterySoc: 65.25, batteryPower: 800 },
      },
      {
        deviceId: "site:25057:battery",
        kind: "battery",
        measuredAt: at("2026-06-01T10:40:00Z"),
        values: { batterySoc: 65 }, // one direction only
      },
    ],
    problems: ["missing_field /set/1"],
  },
  {
    endpoint: "measurements",
    name: "power-ac",
    readings: [
      {
        deviceId: "16",
        kind: "inverter",
        measuredAt: at("2026-06-01T05:00:00Z"),
        values: {
          acPower: 7.817,
          frequency: 49.996,
          powerFactor: 0.99,
          acVoltageL3: 237.6, // the other phases are not there, and repeat this one's current
          acCurrentL3: 0.03,
        },
      },
      {
        deviceId: "16",
        kind: "inverter",
        measuredAt: at("2026-06-01T05:05:00Z"),
        values: {
          acPower: 0,
          acVoltageL1: 230.1,
          acCurrentL1: 0,
          acVoltageL2: 231.2,
          acCurrentL2: 0.2,
          acVoltageL3: 229.9,
          acCurrentL3: 0.3,
        },
      },
    ],
    problems: ["unknown_field /set/0/reactivePower", "sentinel /set/1/gridFrequency"],
  },
  {
    endpoint: "measurements",
    name: "power-dc",
    readings: [
      {
        deviceId: "16",
        kind: "inverter",
        measuredAt: at("2026-06-01T10:00:00Z"),
        values: {
          dcVoltage1: 380.5,
          dcCurrent1: 3.2,
          dcVoltage2: 0,
          dcCurrent2: 0.8,
          dcPower: 1_500.75,
        },
      },
    ],
    problems: ["unknown_field /set/0/isolationResistance"],
  },
  {
    endpoint: "measurements-as-energy",
    name: "pv-energies",
    readings: [
      {
        deviceId: "16",
        kind: "inverter",
        measuredAt: at("2026-05-31T22:00:00Z"),
        values: { acPower: 0 },
      },
      {
        deviceId: "16",
        kind: "inverter",
        measuredAt: at("2026-06-01T09:55:00Z"),
        values: { acPower: 4_632 }, // 386 Wh in five minutes
      },
    ],
    problems: [],
  },
  {
    endpoint: "measurements",
    name: "sensor",
    readings: [
      {
        deviceId: "14",
        kind: "weather",
        measuredAt: at("2026-06-01T10:00:00Z"),
        values: { ambientTemperature: 24.5, moduleTemperature: 48.1, windSpeed: 3.2 },
      },
    ],
    problems: ["unknown_field /set/0/externalInsolation"], // in which plane, nothing tells
  },
];

test.each(EXPECTED)("$name", ({ endpoint, name, readings, problems }) => {
  const result = decode(endpoint, fixture(name));
  expect(result.readings).toEqual(readings);
  expect(result.problems.map(({ code, path }) => `${code} ${path}`)).toEqual(problems);
});
