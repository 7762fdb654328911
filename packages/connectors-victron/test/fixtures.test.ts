import { expect, test } from "vitest";
import { decode, fixture } from "./support/decode.ts";

const NOON = Date.parse("2026-06-01T12:05:00Z");

/** Read off the fixture by eye, not by running the decoder. */
const DIAGNOSTICS = [
  {
    deviceId: "site:4711",
    kind: "meter",
    measuredAt: NOON,
    values: {
      dcPower: 244.9,
      gridExportPower: 1_000, // −1200 + 150 + 50
      gridImportPower: 0,
      loadPower: 450, // the third phase is `false`: there is none
      acPower: 1_500, // 900 at the grid, 600 at the output
    },
  },
  {
    deviceId: "site:4711:battery",
    kind: "battery",
    measuredAt: NOON,
    values: { batterySoc: 81.5, batteryPower: -320 },
  },
  {
    deviceId: "4711:pvinverter:20",
    kind: "inverter",
    measuredAt: NOON - 2_000,
    values: {
      acPower: 1_500,
      acEnergyTotal: 12_345_670,
      acVoltageL1: 230.1,
      acCurrentL1: 6.5,
      status: 4,
    },
  },
  {
    deviceId: "4711:solarcharger:258",
    kind: "inverter",
    measuredAt: Date.parse("2026-06-01T00:00:00Z"), // not heard of since: its own time tells
    values: { dcPower: 244.9, status: 4 },
  },
  {
    deviceId: "4711:grid:30",
    kind: "meter",
    measuredAt: NOON,
    values: {
      gridExportPower: 1_000,
      gridImportPower: 0,
      gridImportEnergyTotal: 800_400,
      gridExportEnergyTotal: 2_100_900,
    },
  },
  {
    deviceId: "4711:battery:512",
    kind: "battery",
    measuredAt: NOON,
    values: { batterySoc: 81.5, batteryPower: -318 },
  },
  {
    deviceId: "4711:meteo:40",
    kind: "weather",
    measuredAt: NOON,
    values: { poaIrradiance: 812.3 },
  },
];

test("diagnostics: devices by service and instance, with units as they come", () => {
  const { readings, problems } = decode("diagnostics", fixture("diagnostics"));
  expect(readings).toEqual(DIAGNOSTICS);
  expect(problems.map(({ code, detail }) => `${code} ${detail}`)).toEqual([
    "unknown_field no point tells system/Dc/Battery/Voltage",
    "unknown_field no point tells solarcharger/Yield/User",
  ]);
});

const START = Date.parse("2026-06-01T10:00:00Z");
const QUARTER_MS = 900_000;
const HOUR_MS = 3_600_000;

const valuesBy = (name: string, deviceId: string) =>
  decode("stats", fixture(name))
    .readings.filter((reading) => reading.deviceId === deviceId)
    .map(({ measuredAt, values }) => [measuredAt, values]);

test("live feed: means, and energies as mean powers of a quarter", () => {
  expect(valuesBy("live-feed", "site")).toEqual([
    [START, { dcPower: 200.5, acPower: 200, gridImportPower: 1_000 }],
    [START + QUARTER_MS, { dcPower: 0, acPower: 0, gridImportPower: 2_000 }],
    [START + 2 * QUARTER_MS, { dcPower: 310.2, acPower: 300, gridImportPower: 0 }],
  ]); // false for consumption and export: nothing is told, no 0
  expect(valuesBy("live-feed", "site:battery")).toEqual([
    [START, { batterySoc: 80 }],
    [START + QUARTER_MS, { batterySoc: 80.5 }],
    [START + 2 * QUARTER_MS, { batterySoc: 81 }],
  ]);
  expect(decode("stats", fixture("live-feed")).problems.map(({ detail }) => detail)).toEqual([
    "no point tells bv",
    "a forecast is no measurement",
  ]);
});

test("kwh: flows by source and sink are added up, when all of them are told", () => {
  expect(valuesBy("kwh", "site")).toEqual([
    [START, { loadPower: 500 }], // Pc 0.4, Bc 0, Gc 0.1 kWh in an hour
    [START + HOUR_MS, { loadPower: 500 }],
    [START + 2 * HOUR_MS, { loadPower: 950 }],
  ]);
  expect(valuesBy("kwh", "site:battery")).toEqual([]);
  const { problems } = decode("stats", fixture("kwh"));
  expect(problems.map(({ code, path }) => `${code} ${path}`)).toEqual([
    "missing_field /records/Pg", // production
    "missing_field /records/Gb", // import
    "missing_field /records/Gb", // battery
  ]);
});

const twoHours = (value: number) => [0, 1].map((hour) => [START + hour * HOUR_MS, value]);

test("kwh with all flows: production, import, export and battery", () => {
  const flows = { Pc: 1, Pb: 2, Pg: 3, Gc: 0.5, Gb: 0.25, Bc: 0.75, Bg: 0.125, gc: 0.1, gb: 0.2 };
  const records = Object.fromEntries(
    Object.entries(flows).map(([code, value]) => [code, twoHours(value)]),
  );
  const { readings, problems } = decode("stats", { success: true, records });
  expect(problems).toEqual([]);
  expect(readings.map(({ deviceId, values }) => [deviceId, values])).toEqual([
    ...[1, 2].map(() => [
      "site",
      { acPower: 6_000, loadPower: 2_350, gridImportPower: 750, gridExportPower: 3_125 },
    ]),
    ...[1, 2].map(() => ["site:battery", { batteryPower: 1_575 }]), // 2.25 + 0.2 − 0.875 kWh
  ]);
});
