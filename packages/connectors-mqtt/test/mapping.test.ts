import { createMqttMapping, MqttMappingError, mqttDecoder } from "@solarmon/connectors-mqtt";
import { SolarmonError } from "@solarmon/core";
import { describe, expect, it } from "vitest";
import { AT, bytes, codesOf, decodeFile } from "./support.ts";

const POWER = { pointer: "/p", point: "acPower", unit: "W" };
const TOPIC = { topic: "a/+", device: "{1}", kind: "inverter", values: [POWER] };

function decode(entry: object, payload: unknown, topic = "a/one") {
  const shape = createMqttMapping({ topics: [{ ...TOPIC, ...entry }] });
  const text = typeof payload === "string" ? payload : JSON.stringify(payload);
  return shape.decode({ topic, payload: text, receivedAt: AT });
}

function errorOf(definition: unknown): MqttMappingError {
  try {
    createMqttMapping(definition);
  } catch (error) {
    if (error instanceof MqttMappingError) return error;
  }
  throw new Error("the mapping was taken");
}

function dualLine(index: number): object {
  return {
    topic: "tele/dual/SENSOR",
    device: `dual-${index + 1}`,
    kind: "inverter",
    values: [{ pointer: `/ENERGY/Power/${index}`, point: "acPower", unit: "W" }],
  };
}

it("a recording behind its mapping gives the readings that the mapping tells", () => {
  const result = decodeFile("generic", "generic.txt");
  expect(
    result.readings.map(({ deviceId, kind, measuredAt, values }) => [
      deviceId,
      kind,
      measuredAt - AT,
      values,
    ]),
  ).toEqual([
    ["shelly-abc", "meter", 0, { gridImportPower: 0, gridExportPower: 1_250.5 }],
    [
      "reader",
      "meter",
      0,
      {
        gridImportPower: 0,
        gridExportPower: 820,
        gridImportEnergyTotal: 4_711_500,
        gridExportEnergyTotal: 1_234_250,
      },
    ],
    ["site 7:bank/2", "battery", 0, { batteryPower: -1_500, batterySoc: 83.4 }],
    ["site 7:bank/2", "battery", 60_000, { batteryPower: 2_000 }],
    ["Inverter A", "inverter", 0, { acPower: 4_210 }],
    ["Inverter B", "inverter", 0, { acPower: 0 }],
    ["station", "weather", 2_000, { ambientTemperature: 20 }],
  ]);
  expect(codesOf(result)).toEqual([
    ["line 52", "no_telemetry"],
    ["line 53", "sentinel"],
    ["line 53", "no_telemetry"],
    ["line 58", "unknown_field"],
  ]);
});

describe("a mapping that cannot be", () => {
  const value = (more: object) => ({ topics: [{ ...TOPIC, values: [{ ...POWER, ...more }] }] });
  const topic = (more: object) => ({ topics: [{ ...TOPIC, ...more }] });
  const time = (more: object) => topic({ time: more });

  it.each([
    [null, "", /an object of topics/u],
    [{ topics: [] }, "/topics", /at least one/u],
    [{ topics: [TOPIC], more: 1 }, "/more", /there are topics/u],
    [topic({ topic: "a/b+" }), "/topics/0/topic", /fill a level/u],
    [topic({ topic: "a/#/b" }), "/topics/0/topic", /last one/u],
    [topic({ topic: 5 }), "/topics/0/topic", /an MQTT filter/u],
    [topic({ device: "{2}" }), "/topics/0/device", /no other braces than \{1\}/u],
    [topic({ device: "{key}" }), "/topics/0/device", /no other braces than \{1\}/u],
    [topic({ device: " " }), "/topics/0/device", /a text/u],
    [topic({ kind: "plug" }), "/topics/0/kind", /"inverter", "meter"/u],
    [topic({ records: "rows" }), "/topics/0/records", /JSON pointer/u],
    [topic({ records: "", devices: "" }), "/topics/0/records", /beside devices/u],
    [topic({ decimalComma: "yes" }), "/topics/0/decimalComma", /true, false/u],
    [topic({ values: {} }), "/topics/0/values", /a list/u],
    [
      topic({ values: [POWER, { point: "acPower", unit: "W" }] }),
      "/topics/0/values",
      /pointer in/u,
    ],
    [time({ rule: "guess" }), "/topics/0/time/rule", /"received", "epoch"/u],
    [time({ rule: "epoch" }), "/topics/0/time/pointer", /JSON pointer/u],
    [time({ rule: "iso", pointer: "t" }), "/topics/0/time/pointer", /JSON pointer/u],
    [time({ rule: "received", pointer: "/t" }), "/topics/0/time/pointer", /no pointer/u],
    [time({ rule: "epoch", pointer: "/t", timeZone: "UTC" }), "/topics/0/time/timeZone", /local/u],
    [
      time({ rule: "local", pointer: "/t", timeZone: "Mars/Base" }),
      "/topics/0/time/timeZone",
      /IANA/u,
    ],
    [value({ point: "acPowr" }), "/topics/0/values/0/point", /name of a point/u],
    [value({ unit: "kWh" }), "/topics/0/values/0/unit", /unit of acPower, e\.g\. W/u],
    [value({ pointer: "p~2" }), "/topics/0/values/0/pointer", /JSON pointer/u],
    [value({ scale: 0 }), "/topics/0/values/0/scale", /not 0/u],
    [value({ scale: -1 }), "/topics/0/values/0/scale", /use sign/u],
    [value({ sign: 2 }), "/topics/0/values/0/sign", /1, -1/u],
    [value({ negativePoint: "acPower" }), "/topics/0/values/0/negativePoint", /another point/u],
    [value({ negativePoint: "batterySoc" }), "/topics/0/values/0/negativePoint", /in W/u],
    [value({ sentinels: [null] }), "/topics/0/values/0/sentinels", /numbers and texts/u],
    [value({ factor: 2 }), "/topics/0/values/0/factor", /no such key; there are pointer/u],
  ])("%j is refused at %s", (definition, path, allowed) => {
    const error = errorOf(definition);
    expect(SolarmonError.is(error)).toBe(true);
    expect(error).toMatchObject({ code: "invalid_argument", path });
    expect(error.message).toMatch(allowed);
    expect(error.message).toContain(path);
  });

  it("is told as a problem when it stands before a recording", () => {
    const body = bytes(`${JSON.stringify(value({ point: "acPowr" }))}\n\na/one {"p":1}`);
    const result = mqttDecoder.decode("generic", { body }, { timeZone: "UTC" });
    expect(result.readings).toEqual([]);
    expect(codesOf(result)).toEqual([["/topics/0/values/0/point", "malformed"]]);
  });
});

describe("times", () => {
  const epoch = { rule: "epoch", pointer: "/t" };
  const berlin = { rule: "local", pointer: "/t", timeZone: "Europe/Berlin" };

  it.each([
    [epoch, AT / 1_000, AT, undefined],
    [epoch, AT / 1_000 + 0.25, AT + 250, undefined],
    [epoch, AT, AT, undefined],
    [epoch, String(AT), AT, undefined],
    [epoch, AT * 1_000, AT, undefined],
    [epoch, AT * 1_000_000, AT, undefined],
    [epoch, null, AT, undefined],
    [epoch, 0, undefined, "time_missing"],
    [epoch, -5, undefined, "time_missing"],
    [epoch, "noon", undefined, "malformed"],
    [{ rule: "iso", pointer: "/t" }, "2026-06-01T14:00:00+02:00", AT, undefined],
    [{ rule: "iso", pointer: "/t" }, "2026-06-01T14:00:00", undefined, "malformed"],
    [{ rule: "iso", pointer: "/t" }, "1970-01-01T00:00:05Z", undefined, "time_missing"],
    [berlin, "2026-06-01T14:00:00", AT, undefined],
    [berlin, "2026-03-29 02:30:00", undefined, "time_nonexistent"],
    [berlin, "2026-10-25 02:30:00", Date.UTC(2026, 9, 25, 0, 30), "time_ambiguous"],
    [berlin, "soon", undefined, "malformed"],
    [berlin, 5, undefined, "time_missing"],
  ])("by %j of %j", (time, t, measuredAt, code) => {
    const { readings, problems } = decode({ time }, { t, p: 1 });
    expect(readings[0]?.measuredAt).toBe(measuredAt);
    expect(problems[0]?.code).toBe(code);
  });
});

describe("pointers, signs and scales", () => {
  it("follow RFC 6901, lists too, and never leave the record", () => {
    const values = [
      { pointer: "/a~1b/~0/1", point: "acPower", unit: "kW" },
      { pointer: "/toString", point: "dcPower", unit: "W" },
      { pointer: "/list/01", point: "frequency", unit: "Hz" },
      { pointer: "/list/length", point: "faultCode", unit: "1" },
    ];
    const payload = { "a/b": { "~": [1, 2.5] }, list: [50, 50] };
    expect(decode({ values }, payload).readings).toMatchObject([{ values: { acPower: 2_500 } }]);
    expect(Object.keys(decode({ values }, payload).readings[0]?.values ?? {})).toEqual(["acPower"]);
  });

  it("turn after scaling, and compare sentinels before", () => {
    const values = [{ ...POWER, scale: 0.1, sign: -1, sentinels: [-32_768, "off"] }];
    expect(decode({ values }, { p: 234 }).readings[0]?.values).toEqual({ acPower: -23.4 });
    for (const p of [-32_768, "-32768", "off"]) {
      const { readings, problems } = decode({ values }, { p });
      expect(readings).toEqual([]);
      expect(problems[0]?.code).toBe("sentinel");
    }
  });

  it("read a decimal comma only where the mapping says so", () => {
    const values = [{ point: "acPower", unit: "W" }];
    expect(decode({ values, decimalComma: true }, "21,5").readings[0]?.values).toEqual({
      acPower: 21.5,
    });
    expect(decode({ values }, "21,5").readings).toEqual([]);
  });
});

it("two entries may make two devices of one topic", () => {
  const shape = createMqttMapping({ topics: [dualLine(0), dualLine(1)] });
  const payload = '{"ENERGY":{"Power":[52,5]}}';
  expect(shape.topics).toEqual(["tele/dual/SENSOR"]);
  expect(
    shape
      .decode({ topic: "tele/dual/SENSOR", payload, receivedAt: AT })
      .readings.map(({ deviceId, values }) => [deviceId, values]),
  ).toEqual([
    ["dual-1", { acPower: 52 }],
    ["dual-2", { acPower: 5 }],
  ]);
});

it("an empty level is no device", () => {
  const result = decode({}, { p: 1 }, "a/");
  expect(result.readings).toEqual([]);
  expect(codesOf(result)).toEqual([["", "missing_field"]]);
});
