import { createMqttShape, mqttDecoder } from "@solarmon/connectors-mqtt";
import { SolarmonError } from "@solarmon/core";
import { expect, it } from "vitest";
import { AT, bytes, codesOf } from "./support.ts";

const TOPIC = "tele/roof/SENSOR";
const PAYLOAD = '{"Time":"2026-06-01T14:00:00","ENERGY":{"Power":512}}';

function createUnknown(): void {
  createMqttShape(JSON.parse('"zigbee"'));
}

function decodeUnknown(): void {
  mqttDecoder.decode("zigbee", { body: bytes("") }, { timeZone: "UTC" });
}

it("a message may be text or bytes", () => {
  const shape = createMqttShape("tasmota");
  const asText = shape.decode({ topic: TOPIC, payload: PAYLOAD, receivedAt: AT + 999 });
  const asBytes = shape.decode({ topic: TOPIC, payload: bytes(PAYLOAD), receivedAt: AT + 999 });
  expect(asText.readings).toEqual([
    { deviceId: "roof", kind: "inverter", measuredAt: AT, values: { acPower: 512 } },
  ]);
  expect(asBytes).toEqual(asText);
});

it.each([
  ["when it arrived is not known", { payload: PAYLOAD }, "time_missing"],
  ["the broker had kept it", { payload: PAYLOAD, receivedAt: AT, retained: true }, "time_missing"],
  ["it is empty", { payload: "", receivedAt: AT }, "no_telemetry"],
  ["it is cut off", { payload: PAYLOAD.slice(0, 40), receivedAt: AT }, "malformed"],
])("a message is no reading when %s", (_, message, code) => {
  const result = createMqttShape("tasmota").decode({ topic: TOPIC, ...message });
  expect(result.readings).toEqual([]);
  expect(codesOf(result)).toEqual([["", code]]);
});

it("a kind that there is not is refused with those there are", () => {
  expect(createUnknown).toThrow(SolarmonError);
  expect(createUnknown).toThrow(/there are: tasmota, .*thingsboard/u);
});

it("of undated lines of one topic the last one counts, and that is told", () => {
  const body = bytes([12, 12, 13].map((p) => `${TOPIC} {"ENERGY":{"Power":${p}}}`).join("\n"));
  const decode = (receivedAt: object) =>
    mqttDecoder.decode("tasmota", { body, ...receivedAt }, { timeZone: "UTC" });
  const result = decode({ receivedAt: AT });
  expect(result.readings).toMatchObject([{ measuredAt: AT, values: { acPower: 13 } }]);
  expect(codesOf(result)).toEqual([["line 3", "time_missing"]]);
  expect(decode({}).readings).toEqual([]);
});

it("endpoints that there are not are refused with those there are", () => {
  expect(decodeUnknown).toThrow(/mqtt has no endpoint "zigbee".*\n.*tasmota/u);
});
