import { describe, expect, test } from "vitest";
import { capture, hasCaptures } from "./support/captures.ts";
import { decode } from "./support/decode.ts";

/** Read off the payloads by eye. */
const EXPECTED = [
  {
    endpoint: "dev-real-kpi",
    file: "getDevRealKpi_type1.json",
    device: "1000000035436846",
    kind: "inverter",
    at: 1_665_646_198_532,
    values: {
      acPower: 180, // 0.18 kW
      dcPower: 180,
      reactivePower: 0,
      acEnergyToday: 1_480,
      acEnergyTotal: 1_380_500,
      acVoltageL1: 227.8,
      acVoltageL2: 227.4,
      acVoltageL3: 229.4,
      acCurrentL1: 0.307,
      acCurrentL2: 0.308,
      acCurrentL3: 0.3,
      frequency: 50.01,
      powerFactor: 1,
      internalTemperature: 45,
      dcVoltage1: 429.2,
      dcCurrent1: 0.3,
      dcVoltage2: 350.4,
      dcCurrent2: 0.26,
      dcVoltage3: 0, // the vendor sends zeros for the inputs that this model lacks
      dcCurrent24: 0,
      status: 4,
    },
  },
  {
    endpoint: "dev-real-kpi",
    file: "getDevRealKpi_type39.json",
    device: "1000000035436848",
    kind: "battery",
    at: 1_663_862_845_954,
    values: { batteryPower: 0, batterySoc: 100, dcVoltage1: 782.7, status: 4 },
  },
  {
    endpoint: "dev-real-kpi",
    file: "getDevRealKpi_type47.json",
    device: "1000000035436847",
    kind: "meter",
    at: 1_663_862_791_439,
    values: {
      gridExportPower: 1_537, // W, not kW
      gridImportPower: 0,
      gridExportEnergyTotal: 322_320,
      gridImportEnergyTotal: 583_080,
      acVoltageL1: 226.8,
      acCurrentL1: 2.21,
      frequency: 49.99,
      powerFactor: -0.916,
      reactivePower: 380,
    },
  },
  {
    endpoint: "station-real-kpi",
    file: "getStationRealKpi.json",
    device: "site:NE=35436844",
    kind: "meter",
    at: 1_663_861_220_278,
    values: { acEnergyToday: 31_810, acEnergyTotal: 1_007_270 },
  },
];

const EXPLAINED = [
  { endpoint: "dev-real-kpi", file: "getDevRealKpi_type62.json", code: "no_telemetry" },
  { endpoint: "dev-list", file: "getDevList.json", code: "no_telemetry" },
  { endpoint: "station-list", file: "getStationList.json", code: "no_telemetry" },
  { endpoint: "stations", file: "stations_page1.json", code: "no_telemetry" },
  { endpoint: "dev-real-kpi", file: "error_305_relogin.json", code: "vendor_error" },
  { endpoint: "station-list", file: "error_403_quotaControl.json", code: "vendor_error" },
];

const PLACE = "sun2000-10ktl-m1";

// Without the recorded replies beside the repository there is nothing to hold the decoder against.
describe.skipIf(!hasCaptures)("recorded replies", () => {
  test.each(EXPECTED)("$file", ({ endpoint, file, device, kind, at, values }) => {
    const { readings } = decode(endpoint, capture(`${PLACE}/${file}`), "Europe/Berlin");
    expect(readings).toHaveLength(1);
    expect(readings[0]).toMatchObject({ deviceId: device, kind, measuredAt: at, values });
  });

  test("what has no point is told once by its name", () => {
    const { problems } = decode("dev-real-kpi", capture(`${PLACE}/getDevRealKpi_type47.json`));
    expect(problems.map(({ code, path }) => [code, path])).toEqual([
      ["unknown_field", "/data/0/dataItemMap/meter_status"],
      ["unknown_field", "/data/0/dataItemMap/run_state"],
    ]);
  });

  test.each(EXPLAINED)("$file is explained", ({ endpoint, file, code }) => {
    const { readings, problems } = decode(endpoint, capture(`${PLACE}/${file}`));
    expect(readings).toEqual([]);
    expect(problems.map((problem) => problem.code)).toEqual([code]);
  });
});
