import { describe, expect, test } from "vitest";
import { capture, hasCaptures } from "./support/captures.ts";
import { decode } from "./support/decode.ts";

const ZONE = "Australia/Sydney";

/** Read off the payloads by eye. */
const EXPECTED = [
  {
    endpoint: "inverter-day",
    file: "inverterDay.json",
    count: 1,
    device: "inverter",
    at: 1_687_813_291_000,
    values: {
      acPower: 74, // 74.0 × 0.001 kW
      acEnergyToday: 0,
      acEnergyTotal: 36_362_000, // kWh, although no unit stands there
      dcVoltage1: 245.3,
      dcCurrent1: 0.1,
      dcVoltage2: 243,
      dcCurrent2: 0.1,
      dcVoltage3: 244.7,
      status: 4,
    },
  },
  {
    endpoint: "inverter-list",
    file: "inverterList.json",
    count: 1,
    device: "120B40198150131",
    at: 1_687_846_773_000,
    values: {
      acPower: 5_025,
      acEnergyToday: 27_800,
      acEnergyTotal: 36_397_000, // 36.397 MWh
      dcPower: 5_152.48, // 1825.85 + 1686.39 + 1640.24
      status: 4,
    },
  },
  {
    endpoint: "station-detail",
    file: "stationDetail.json",
    count: 1,
    device: "site:1298491919448631809",
    at: 1_687_844_402_978,
    values: {
      acPower: 5_772,
      acEnergyToday: 31_300,
      acEnergyTotal: 36_393_000,
      gridExportPower: 5_772,
      gridImportPower: 0,
    },
  },
  {
    endpoint: "station-day",
    file: "stationDay.json",
    count: 3,
    device: "site",
    at: 1_685_057_100_000,
    values: { acPower: 77, gridExportPower: 77, gridImportPower: 0 },
  },
  {
    endpoint: "inverter-month",
    file: "inverterMonth.json",
    count: 2,
    device: "1308675217944611083",
    at: Date.parse("2023-06-02T00:00:00+10:00") - 1,
    values: { acEnergyToday: 41_600 },
  },
  {
    endpoint: "station-day-energy-list",
    file: "stationDayEnergyList.json",
    count: 1,
    device: "site:1298491919448631809",
    at: Date.parse("2023-06-29T00:00:00+10:00") - 1,
    values: { acEnergyToday: 761_000 },
  },
  {
    endpoint: "weather-detail",
    file: "weatherDetail.json",
    count: 1,
    device: "FFC00115570",
    at: 1_687_918_466_519,
    values: { ghi: 834, windSpeed: 1.2 }, // the unit of its temperatures is not to be trusted
  },
];

const EXPLAINED = [
  { endpoint: "inverter-detail", file: "inverterDetail.json", code: "sentinel" }, // all zeros: offline
  { endpoint: "user-station-list", file: "userStationList.json", code: "no_telemetry" },
  { endpoint: "station-all", file: "stationAll.json", code: "unsupported" },
  { endpoint: "collector-list", file: "collectorList.json", code: "no_telemetry" },
  { endpoint: "alarm-list", file: "alarmList.json", code: "no_telemetry" },
  { endpoint: "inverter-shelf-time", file: "inverter_shelfTime.json", code: "no_telemetry" },
];

const PLACE = "documented-v2.0";

// Without the documented replies beside the repository there is nothing to hold the decoder against.
describe.skipIf(!hasCaptures)("documented replies", () => {
  test.each(EXPECTED)("$file", ({ endpoint, file, count, device, at, values }) => {
    const { readings } = decode(endpoint, capture(`${PLACE}/${file}`), ZONE);
    expect(readings).toHaveLength(count);
    expect(readings[0]).toMatchObject({ deviceId: device, measuredAt: at });
    expect(readings[0]?.values).toEqual(values);
  });

  test.each(EXPLAINED)("$file is explained", ({ endpoint, file, code }) => {
    const { readings, problems } = decode(endpoint, capture(`${PLACE}/${file}`));
    expect(readings).toEqual([]);
    expect(problems.map((problem) => problem.code)).toEqual([code]);
  });
});
