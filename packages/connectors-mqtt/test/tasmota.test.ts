import { createMqttShape } from "@solarmon/connectors-mqtt";
import { describe, expect, it } from "vitest";
import { AT, codesOf, decodeFile } from "./support.ts";

describe("before version 6", () => {
  it("values came by themselves", () => {
    const payload = '{"Time":"2018-03-22T09:54:20","Total":22.768,"Today":0.077,"Power":84}';
    const message = { topic: "tele/plug/ENERGY", payload, receivedAt: AT };
    const { readings, problems } = createMqttShape("tasmota").decode(message);
    const values = { acPower: 84, acEnergyTotal: 22_768, acEnergyToday: 77 };
    expect(readings).toEqual([{ deviceId: "plug", kind: "inverter", measuredAt: AT, values }]);
    expect(problems).toEqual([]);
  });
});

describe("a recording of Tasmota", () => {
  const result = decodeFile("tasmota", "tasmota.jsonl");

  it("gives production in the second of arrival, or at a time with an offset", () => {
    expect(result.readings).toEqual([
      {
        deviceId: "roof",
        kind: "inverter",
        measuredAt: AT,
        values: {
          acPower: 512,
          acEnergyTotal: 514_153,
          acEnergyToday: 1_537,
          powerFactor: 0.98,
          acVoltageL1: 234,
          acCurrentL1: 2.222,
        },
      },
      {
        deviceId: "roof",
        kind: "inverter",
        measuredAt: AT + 30_000,
        values: {
          acPower: 498,
          acEnergyTotal: 514_157,
          acEnergyToday: 1_541,
          powerFactor: 0.99,
          acVoltageL1: 233,
          acCurrentL1: 2.167,
        },
      },
      {
        deviceId: "roof",
        kind: "inverter",
        measuredAt: AT + 600_000,
        values: { acEnergyTotal: 514_241, acVoltageL1: 235 },
      },
      {
        deviceId: "garage",
        kind: "inverter",
        measuredAt: AT,
        values: {
          acPower: 600.75,
          acEnergyTotal: 306_875,
          frequency: 50.02,
          acVoltageL1: 229,
          acVoltageL2: 230,
          acVoltageL3: 231,
          acCurrentL1: 0.44,
          acCurrentL2: 0.88,
          acCurrentL3: 1.3,
        },
      },
    ]);
  });

  it("says of every message why it is no reading", () => {
    expect(codesOf(result)).toEqual([
      ["line 1", "no_telemetry"],
      ["line 2", "unknown_field"],
      ["line 5", "time_missing"],
      ["line 7/ENERGY/Today", "sentinel"],
      ["line 7/ENERGY/Factor", "unknown_field"],
      ["line 8/ENERGY/Power", "unsupported"],
      ["line 8/ENERGY", "no_telemetry"],
      ["line 9", "no_telemetry"],
    ]);
  });
});

it("at the grid connection tells import and export apart", () => {
  expect(decodeFile("tasmota-grid", "tasmota-grid.txt").readings).toEqual([
    {
      deviceId: "house",
      kind: "meter",
      measuredAt: AT,
      values: {
        gridImportPower: 0,
        gridExportPower: 1_250,
        gridImportEnergyTotal: 4_711_500,
        gridExportEnergyTotal: 812_250,
        frequency: 49.98,
        acVoltageL1: 231,
      },
    },
  ]);
});

it("at a consumer gives its power, and no energy, for which there is no point", () => {
  const { readings, problems } = decodeFile("tasmota-load", "tasmota.jsonl");
  expect(readings[0]?.values).toEqual({
    loadPower: 512,
    powerFactor: 0.98,
    acVoltageL1: 234,
    acCurrentL1: 2.222,
  });
  expect(problems).toContainEqual(expect.objectContaining({ path: "line 3/ENERGY/Total" }));
});

it.each([
  ["tele/roof/SENSOR", "roof"],
  ["roof/tele/SENSOR", "roof"],
  ["home/tele/roof/SENSOR", "home/roof"],
  ["stat/roof/STATUS10", "roof"],
])("the device of %s is %s", (topic, deviceId) => {
  const payload = '{"StatusSNS":{"ENERGY":{"Power":1}}}';
  const { readings } = createMqttShape("tasmota").decode({ topic, payload, receivedAt: AT });
  expect(readings).toMatchObject([{ deviceId, values: { acPower: 1 } }]);
});

it.each(["tele/SENSOR", "cmnd/roof/SENSOR", "tele/roof/RESULT", ""])(
  "no device is in %j",
  (topic) => {
    const payload = '{"ENERGY":{"Power":1}}';
    const result = createMqttShape("tasmota").decode({ topic, payload, receivedAt: AT });
    expect(result.readings).toEqual([]);
    expect(codesOf(result)).toEqual([["", "unknown_field"]]);
  },
);

it("a list of one line is that line", () => {
  const payload = JSON.stringify({ ENERGY: { Power: [5], Total: [1.5], Current: [0.1] } });
  const message = { topic: "tele/roof/SENSOR", payload, receivedAt: AT };
  const { readings } = createMqttShape("tasmota").decode(message);
  expect(readings).toMatchObject([
    { values: { acPower: 5, acEnergyTotal: 1_500, acCurrentL1: 0.1 } },
  ]);
});

it.each([
  ["tariffs beside one power", { Power: 5, Total: [100, 60, 40] }],
  ["two lines beside three powers", { Power: [1, 2, 2], Total: [60, 40] }],
])("a list of energies that is not of three phases is no sum: %s", (_, energy) => {
  const payload = JSON.stringify({ ENERGY: energy });
  const message = { topic: "tele/roof/SENSOR", payload, receivedAt: AT };
  const result = createMqttShape("tasmota").decode(message);
  expect(result.readings).toMatchObject([{ values: { acPower: 5 } }]);
  expect(codesOf(result)).toEqual([["/ENERGY/Total", "unsupported"]]);
});
