import type { DeviceKind } from "@solarmon/core";
import type { DefinitionPart } from "./definition-part.ts";
import { isDeviceTemplate, type KeySource } from "./device-key.ts";
import { type JsonPointer, parseJsonPointer } from "./json-pointer.ts";
import { type TimeReader, timeReaderOf } from "./time-rule.ts";
import { parseTopicPattern, type TopicPattern } from "./topic-pattern.ts";
import { VALUE_KEYS, type ValueReader, valueReaderOf } from "./value-reader.ts";

/** One entry of a mapping, checked and ready. */
export interface TopicReader {
  readonly topic: string;
  readonly pattern: TopicPattern;
  readonly device: string;
  readonly kind: DeviceKind;
  readonly records: JsonPointer | undefined;
  readonly devices: JsonPointer | undefined;
  readonly time: TimeReader | undefined;
  readonly values: readonly ValueReader[];
}

export const TOPIC_KEYS = [
  "topic",
  "device",
  "kind",
  "records",
  "devices",
  "time",
  "values",
  "decimalComma",
] as const;

const KINDS: readonly DeviceKind[] = ["inverter", "meter", "battery", "weather", "logger"];

/** @throws {@link MqttMappingError} */
export function topicReaderOf(part: DefinitionPart): TopicReader {
  const { topic, pattern } = patternOf(part);
  const devices = pointerOf(part, "devices", "an object of devices");
  const reader = {
    topic,
    pattern,
    device: deviceOf(part, { wildcards: pattern.wildcards, hasNames: devices !== undefined }),
    kind: part.oneOf("kind", KINDS),
    records: pointerOf(part, "records", "a list"),
    devices,
    time: timeReaderOf(part),
    values: valuesOf(part),
  };
  if (reader.records && devices) part.fail("records", "nothing here beside devices");
  const isJson = reader.values.every(({ pointer }) => pointer !== undefined);
  if (!isJson && (reader.values.length > 1 || reader.records || devices || reader.time))
    part.fail("values", "a pointer in each; only a plain payload needs none, and it is one value");
  return reader;
}

function patternOf(part: DefinitionPart): { topic: string; pattern: TopicPattern } {
  const allowed = "an MQTT filter such as meters/+/power; + and # fill a level, # the last one";
  const topic = part.text("topic", allowed);
  return { topic, pattern: parseTopicPattern(topic) ?? part.fail("topic", allowed) };
}

function deviceOf(part: DefinitionPart, source: KeySource): string {
  const { wildcards, hasNames } = source;
  const places = [
    ...Array.from({ length: wildcards }, (_, index) => `{${index + 1}}`),
    ...(hasNames ? ["{key}"] : []),
  ];
  const allowed = `a text with no other braces than ${places.join(", ") || "none"}`;
  const device = part.text("device", allowed);
  return isDeviceTemplate(device, source) ? device : part.fail("device", allowed);
}

function valuesOf(part: DefinitionPart): ValueReader[] {
  const hasComma = part.has("decimalComma") && part.oneOf("decimalComma", [true, false]);
  return part
    .parts("values", "a list with at least one value", VALUE_KEYS)
    .map((value) => valueReaderOf(value, hasComma));
}

function pointerOf(part: DefinitionPart, key: string, to: string): JsonPointer | undefined {
  if (!part.has(key)) return undefined;
  const allowed = `a JSON pointer to ${to}; empty for the payload itself`;
  return parseJsonPointer(part.text(key, allowed)) ?? part.fail(key, allowed);
}
