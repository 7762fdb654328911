import { sungrowDecoder } from "@solarmon/connectors-sungrow";
import { describe, expect, it } from "vitest";
import { bytes } from "./fixtures.ts";

const AT = Date.UTC(2026, 5, 1, 12);

function decode(data: unknown, endpoint = "real-time") {
  const body = bytes({ result_code: "1", result_data: data });
  return sungrowDecoder.decode(endpoint, { body, receivedAt: AT }, { timeZone: "Europe/Berlin" });
}

describe("hybrids", () => {
  const row = {
    ps_key: "8_14_1_1",
    device_time: "20260601140000",
    p13011: "-1210.0",
    p13003: "0",
    p13121: "0",
    p13149: "310",
    p13119: "1520",
    p13126: "0",
    p13150: "1300",
    p13141: "0.555",
    p13001: "0.4",
    p13157: "231.2",
    p13008: "5.1",
    p13019: "31.5",
  };

  it("tell the grid, the load and the battery: + is charging", () => {
    const { readings, problems } = decode({ device_point_list: [{ device_point: row }] });
    expect(problems).toEqual([]);
    expect(readings).toEqual([
      {
        deviceId: "8_14_1_1",
        kind: "inverter",
        measuredAt: AT,
        values: {
          acPower: -1_210,
          dcPower: 0,
          gridExportPower: 0,
          gridImportPower: 310,
          loadPower: 1_520,
          batteryPower: -1_300,
          batterySoc: 55.5,
          dcVoltage1: 0.4,
          acVoltageL1: 231.2,
          acCurrentL1: 5.1,
          internalTemperature: 31.5,
        },
      },
    ]);
  });

  it.each([
    ["charging only", { p13126: "800" }, 800],
    ["discharging only", { p13150: "800" }, -800],
    ["discharging before charging", { p13150: "0", p13126: "700" }, 700],
    ["no value of the one", { p13126: "--", p13150: "20" }, -20],
    ["neither", { p13126: "0", p13150: "0.0" }, 0],
    ["no charging, and no value of the other", { p13126: "0", p13150: "--" }, undefined],
    ["no discharging, and no value of the other", { p13150: "0", p13126: null }, undefined],
    ["no value of either", { p13126: "--", p13150: null }, undefined],
  ])("the battery's power: %s", (_, points, batteryPower) => {
    const one = { ps_key: "8_14_1_1", device_time: "20260601140000", p13007: "50", ...points };
    const [reading] = decode({ device_point_list: [{ device_point: one }] }).readings;
    expect(reading?.values["batteryPower"]).toBe(batteryPower);
  });

  it("series of both points of a battery are added up at each time", () => {
    const series = {
      "8_14_1_1": {
        p13126: { "20260601140000": "0.5", "20260601140500": "0" },
        p13150: { "20260601140000": "0", "20260601140500": "0.25" },
      },
      point_dict: [
        { point_id: 13_126, point_unit: "kW" },
        { point_id: 13_150, point_unit: "kW" },
      ],
    };
    const { readings } = decode(series, "point-minutes");
    expect(readings.map(({ values }) => values)).toEqual([
      { batteryPower: 500 },
      { batteryPower: -250 },
    ]);
  });

  it.each([
    ["0.021", 2.1],
    ["1", 100],
    ["64", 64],
    ["100.0", 100],
    ["6400", undefined],
  ])("a charge of %s without a unit is a share up to 1, and a percentage above", (raw, charge) => {
    const plant = { ps_id: 7, p83033: "0", p83252: raw };
    const [reading] = decode({ device_point_list: [plant] }).readings;
    expect(reading?.values["batterySoc"]).toBe(charge);
  });

  it("a charge in per cent is told by the dictionary", () => {
    const { readings } = decode({
      device_point_list: [
        { device_point: { ps_key: "8_14_1_1", device_time: "20260601140000", p13141: "64" } },
      ],
      point_dict: [{ point_id: "13141", point_unit: "%" }],
    });
    expect(readings[0]?.values).toEqual({ batterySoc: 64 });
  });
});

it("batteries tell charge and voltage", () => {
  const row = {
    ps_key: "8_43_2_1",
    device_time: "20260601140000",
    p58604: "0.44",
    p58601: "523.9",
  };
  expect(decode({ device_point_list: [{ device_point: row }] }).readings).toEqual([
    {
      deviceId: "8_43_2_1",
      kind: "battery",
      measuredAt: AT,
      values: { batterySoc: 44, dcVoltage1: 523.9 },
    },
  ]);
});

describe("present values without a time", () => {
  const data = { device_point_list: [{ ps_id: 7, p83033: "2500", p83024: null }] };

  it("stand at the receipt", () => {
    expect(decode(data)).toEqual({
      readings: [
        { deviceId: "site:7", kind: "logger", measuredAt: AT, values: { acPower: 2_500 } },
      ],
      problems: [],
    });
  });

  it("are refused with the reason when it is not known either", () => {
    const body = bytes({ result_code: "1", result_data: data });
    const { readings, problems } = sungrowDecoder.decode(
      "real-time",
      { body },
      { timeZone: "UTC" },
    );
    expect(readings).toEqual([]);
    expect(problems[0]).toMatchObject({ code: "time_missing" });
  });
});
