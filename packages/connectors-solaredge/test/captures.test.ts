import { describe, expect, test } from "vitest";
import { capture, hasCaptures } from "./support/captures.ts";
import { decode } from "./support/decode.ts";

/** Read off the payloads by eye. */
const EXPECTED = [
  {
    endpoint: "site-energy",
    file: "v2/energy.json",
    timeZone: "Europe/Dublin",
    count: 44, // 68 buckets and the open one, less 25 that are null
    device: "site",
    at: "2026-08-24T08:00:00+01:00",
    values: { acPower: 792 }, // 198 Wh in a quarter of an hour
  },
  {
    endpoint: "site-overview",
    file: "v2/overview.json",
    timeZone: "Europe/Dublin",
    count: 1,
    device: "site:3066774",
    // What the 44 closed quarters of v2/energy.json add up to; the open one began at 17:00 local.
    at: "2026-08-24T17:00:00+01:00",
    values: { acEnergyToday: 26_290 },
  },
  {
    endpoint: "inverters-telemetry",
    file: "v2-documented/inverters_telemetry.json",
    timeZone: "America/Chicago",
    count: 2,
    device: "7E1234B5-67",
    at: "2026-09-29T12:15:00-05:00",
    // 4.25 KW beats 1062.6 WH; voltage and frequency of 12:30 end this bucket
    values: { acPower: 4_250, acVoltageL1: 241.2, frequency: 60.01 },
  },
  {
    endpoint: "meters-telemetry",
    file: "v2-documented/meters_telemetry.json",
    timeZone: "America/Chicago",
    count: 2,
    device: "M-PROD-001",
    at: "2026-09-29T12:30:00-05:00",
    values: { acPower: 6_480 },
  },
  {
    endpoint: "storage-telemetry",
    file: "v2-documented/storage_telemetry.json",
    timeZone: "America/Chicago",
    count: 2,
    device: "BATT-001",
    at: "2026-09-29T12:30:00-05:00",
    values: { batteryPower: 2_750, batterySoc: 67.8 },
  },
  {
    endpoint: "v1-energy",
    file: "v1/siteEnergy.json",
    timeZone: "America/New_York",
    count: 7,
    device: "site",
    at: "2020-01-01T23:59:59.999-05:00",
    values: { acEnergyToday: 9_585.842 },
  },
  {
    endpoint: "v1-power",
    file: "v1/sitePower.json",
    timeZone: "America/New_York",
    count: 4,
    device: "site",
    at: "2020-01-01T12:15:00-05:00",
    values: { acPower: 1_883.1666 },
  },
  {
    endpoint: "v1-inverter-data",
    file: "v1/inverterTechnicalData.json",
    timeZone: "America/New_York",
    count: 6,
    device: "inverter",
    at: "2020-01-01T12:03:21-05:00",
    values: {
      acPower: 1_918.5,
      acEnergyTotal: 21_649_100,
      dcVoltage1: 362.188,
      powerLimit: 1,
      internalTemperature: 24.5174,
      status: 4,
      acVoltageL1: 240.312,
      acCurrentL1: 8.24805,
      frequency: 60.0438,
      reactivePower: 145.5,
      powerFactor: 1,
    },
  },
  {
    endpoint: "v1-power-flow",
    file: "v1-synthetic/power_flow.json",
    timeZone: "UTC",
    count: 2,
    device: "site",
    at: "2026-08-24T16:05:50Z",
    values: { acPower: 1_500, loadPower: 1_500, gridImportPower: 250, gridExportPower: 0 },
  },
  {
    endpoint: "v1-storage-data",
    file: "v1-synthetic/storage_data.json",
    timeZone: "Europe/Berlin",
    count: 4,
    device: "BAT001",
    at: "2025-01-01T03:00:00+01:00",
    values: { batteryPower: -1_000, batterySoc: 70 },
  },
];

const EXPLAINED = [
  { endpoint: "sites", file: "v2/sites.json", code: "no_telemetry" },
  { endpoint: "devices", file: "v2/devices.json", code: "no_telemetry" },
  { endpoint: "site", file: "v2-documented/site.json", code: "no_telemetry" },
  { endpoint: "devices", file: "v2-documented/devices.json", code: "no_telemetry" },
  { endpoint: "alerts", file: "v2-documented/alerts.json", code: "no_telemetry" },
  { endpoint: "v1-sites", file: "v1/sitesList.json", code: "no_telemetry" },
  { endpoint: "v1-inventory", file: "v1-synthetic/inventory.json", code: "no_telemetry" },
  { endpoint: "site-power", file: "v2/error_404_unknown_endpoint.json", code: "vendor_error" },
];

// Without the recorded replies beside the repository there is nothing to hold the decoder against.
describe.skipIf(!hasCaptures)("recorded replies", () => {
  test.each(EXPECTED)("$file", ({ endpoint, file, timeZone, count, device, at, values }) => {
    const { readings } = decode(endpoint, capture(file), timeZone);
    expect(readings).toHaveLength(count);
    const reading = readings.find(
      ({ deviceId, measuredAt }) => deviceId === device && measuredAt === Date.parse(at),
    );
    expect(reading?.values).toEqual(values);
  });

  test.each(EXPLAINED)("$file is explained", ({ endpoint, file, code }) => {
    const { readings, problems } = decode(endpoint, capture(file));
    expect(readings).toEqual([]);
    expect(problems.map((problem) => problem.code)).toEqual([code]);
  });
});
