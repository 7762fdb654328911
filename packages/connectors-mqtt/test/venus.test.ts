import { createMqttShape, type MqttShape, venusKeepAlive } from "@solarmon/connectors-mqtt";
import { describe, expect, it } from "vitest";
import { AT, codesOf, decodeFile } from "./support.ts";

const DEVICE = "c0619ab12345";

describe("a recording of Venus OS", () => {
  const result = decodeFile("venus", "venus.jsonl");

  it("gives one reading a device and second, the latest value of each point", () => {
    const at = { measuredAt: AT };
    expect(result.readings).toEqual([
      {
        ...at,
        deviceId: `${DEVICE}/system/0`,
        kind: "meter",
        values: {
          gridImportPower: 0,
          gridExportPower: 1_800,
          loadPower: 640,
          batteryPower: -350,
          batterySoc: 83.5,
          dcPower: 2_440,
        },
      },
      {
        ...at,
        deviceId: `${DEVICE}/pvinverter/20`,
        kind: "inverter",
        values: { acPower: 930, acEnergyTotal: 12_345_678, acVoltageL1: 231.5 },
      },
      {
        ...at,
        deviceId: `${DEVICE}/grid/30`,
        kind: "meter",
        values: {
          gridImportPower: 0,
          gridExportPower: 1_800,
          gridImportEnergyTotal: 5_000_250,
          gridExportEnergyTotal: 7_000_500,
        },
      },
      {
        ...at,
        deviceId: `${DEVICE}/solarcharger/279`,
        kind: "inverter",
        values: { dcPower: 2_440, dcVoltage1: 98.25 },
      },
      {
        ...at,
        deviceId: `${DEVICE}/battery/512`,
        kind: "battery",
        values: { internalTemperature: 24 },
      },
      {
        ...at,
        deviceId: `${DEVICE}/meteo/40`,
        kind: "weather",
        values: { poaIrradiance: 712.4 },
      },
    ]);
  });

  it("says of invalid values, gone devices and paths without a point that they are none", () => {
    expect(codesOf(result)).toEqual([
      ["line 1", "unknown_field"],
      ["line 2/value", "no_telemetry"],
      ["line 8/value", "no_telemetry"],
      ["line 15", "unknown_field"],
      ["line 21", "unknown_field"],
      ["line 24/value", "no_telemetry"],
      ["line 25", "unknown_field"],
      ["line 27", "no_telemetry"],
    ]);
  });
});

/** Values of the system of one GX device, by path. */
function hear(shape: MqttShape, path: string, value: unknown, receivedAt = AT, retained = false) {
  const topic = `N/gx/system/0/${path}`;
  const payload = value === undefined ? "" : JSON.stringify({ value });
  return shape.decode({ topic, payload, receivedAt, retained });
}

function hearPhases(shape: MqttShape, count: unknown) {
  hear(shape, "Ac/Consumption/NumberOfPhases", count);
  hear(shape, "Ac/Consumption/L1/Power", 0.1);
  return hear(shape, "Ac/Consumption/L2/Power", 0.2);
}

describe("quantities by phase", () => {
  it("add up once every phase was heard", () => {
    expect(hearPhases(createMqttShape("venus"), 2).readings).toEqual([
      { deviceId: "gx/system/0", kind: "meter", measuredAt: AT, values: { loadPower: 0.3 } },
    ]);
  });

  it.each([[3], [null], ["many"], [0], [undefined]])(
    "are no sum of two when the number of phases is %s",
    (count) => {
      const result = hearPhases(createMqttShape("venus"), count);
      expect(result.readings).toEqual([]);
      expect(codesOf(result)).toEqual([["/value", "no_telemetry"]]);
    },
  );

  it.each([
    ["is not valid", null, AT, false],
    ["is gone", undefined, AT, false],
    ["was kept by the broker", 5, AT, true],
  ])("are no sum when one of them %s", (_, value, at, retained) => {
    const shape = createMqttShape("venus");
    hearPhases(shape, 2);
    expect(hear(shape, "Ac/Consumption/L1/Power", value, at, retained).readings).toEqual([]);
    expect(hear(shape, "Ac/Consumption/L2/Power", 7).readings).toEqual([]);
    expect(hear(shape, "Ac/Consumption/L1/Power", 7).readings).toMatchObject([
      { values: { loadPower: 14 } },
    ]);
  });

  it("add up when their number is heard last", () => {
    const shape = createMqttShape("venus");
    hear(shape, "Ac/Grid/L1/Power", -300);
    expect(hear(shape, "Ac/Grid/NumberOfPhases", 1).readings).toMatchObject([
      { values: { gridImportPower: 0, gridExportPower: 300 } },
    ]);
  });

  it("are forgotten of the devices heard of first, when there are too many", () => {
    const shape = createMqttShape("venus");
    hearPhases(shape, 2);
    for (let device = 0; device < 10_000; device += 1) {
      const topic = `N/other${device}/system/0/Ac/Grid/L1/Power`;
      shape.decode({ topic, payload: '{"value":1}', receivedAt: AT });
    }
    expect(hear(shape, "Ac/Consumption/L1/Power", 1).readings).toEqual([]);
  });

  it("are no sum when one of them is older than a minute", () => {
    const shape = createMqttShape("venus");
    hearPhases(shape, 2);
    const after = (ms: number) => hear(shape, "Ac/Consumption/L1/Power", 1, AT + ms).readings;
    expect(after(60_000)).toMatchObject([{ values: { loadPower: 1.2 } }]);
    expect(after(61_000)).toEqual([]);
  });
});

it.each([
  [{ value: "12.5" }, 12.5],
  [{ value: 0 }, 0],
  [{ value: null }, undefined],
  [{ value: [] }, undefined],
  [{ value: [7] }, undefined],
  [{ value: true }, undefined],
  [{ value: 101 }, undefined],
  [{}, undefined],
  [12.5, undefined],
])("%j as a state of charge is %s", (payload, batterySoc) => {
  const topic = "N/gx/battery/512/Soc";
  const message = { topic, payload: JSON.stringify(payload), receivedAt: AT };
  const { readings, problems } = createMqttShape("venus").decode(message);
  expect(readings.map(({ values }) => values["batterySoc"])).toEqual(
    batterySoc === undefined ? [] : [batterySoc],
  );
  expect(problems).toHaveLength(batterySoc === undefined ? 1 : 0);
});

it("subscribes to notifications only, to each path that has a point", () => {
  const { topics } = createMqttShape("venus");
  expect(topics).toContain("N/+/pvinverter/+/Ac/Power");
  expect(topics).toContain("N/+/system/+/Ac/Grid/L3/Power");
  expect(topics.filter((topic) => !topic.startsWith("N/+/"))).toEqual([]);
});

it("is kept awake by a read request, twice a minute", () => {
  const keepAlive = venusKeepAlive("c0619ab12345");
  expect(keepAlive).toEqual({ topic: "R/c0619ab12345/keepalive", payload: "", intervalMs: 30_000 });
  for (const id of ["", "a/../../W", "+", "#"])
    expect(() => venusKeepAlive(id)).toThrow(/portal id/u);
});
