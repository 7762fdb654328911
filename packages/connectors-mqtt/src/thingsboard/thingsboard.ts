import {
  type FieldRule,
  isJsonObject,
  type JsonObject,
  objectOf,
  readField,
  type ValueMap,
} from "@solarmon/connectors-kit";
import { type Instant, POINTS } from "@solarmon/core";
import { hasValue } from "../has-value.ts";
import { arrivalOf, epochOf } from "../measured-at.ts";
import type { MessageReader, MessageSink, TextMessage } from "../message-reader.ts";
import { parsePayload } from "../parse-payload.ts";

const DEVICE_TOPIC = "v1/devices/me/telemetry";
const GATEWAY_TOPIC = "v1/gateway/telemetry";
/** The topic does not name the device: its log-in at the broker did. */
const OWN_DEVICE = "me";
const SOURCE = "thingsboard.io, MQTT device API and gateway API: telemetry";

/** Reads telemetry as devices send it to ThingsBoard. Keys are names of points, values in the unit of their point. */
export function createThingsBoardReader(): MessageReader {
  const rules = new Map(
    POINTS.map(({ name, unit }): [string, FieldRule] => [
      name,
      { field: name, point: name, unit, source: SOURCE },
    ]),
  );
  return {
    topics: [DEVICE_TOPIC, GATEWAY_TOPIC],
    read(message, sink) {
      if (message.topic === DEVICE_TOPIC)
        readRecords(OWN_DEVICE, parsePayload(message, sink), "", rules, message, sink);
      else if (message.topic === GATEWAY_TOPIC) readGateway(message, rules, sink);
      else
        sink.problems.addOnce(message.topic, sink.path, "unknown_field", "no topic of telemetry");
    },
  };
}

type Rules = ReadonlyMap<string, FieldRule>;

/** `{"Device A": [{"ts": …, "values": {…}}], …}` */
function readGateway(message: TextMessage, rules: Rules, sink: MessageSink): void {
  const payload = parsePayload(message, sink);
  if (payload === undefined) return;
  if (!isJsonObject(payload))
    return sink.problems.add(sink.path, "malformed", "expected an object of devices by name");
  const devices = Object.entries(payload);
  if (devices.length === 0) sink.problems.add(sink.path, "no_telemetry", "no device in the object");
  for (const [deviceId, records] of devices) {
    const pointer = `/${deviceId}`;
    if (deviceId === "") sink.problems.add(sink.path, "missing_field", "a device without a name");
    else if (Array.isArray(records)) readRecords(deviceId, records, pointer, rules, message, sink);
    else sink.problems.add(`${sink.path}${pointer}`, "malformed", "expected a list of records");
  }
}

/** `{"k": v}`, `{"ts": …, "values": {…}}`, or a list of either. */
function readRecords(
  deviceId: string,
  records: unknown,
  pointer: string,
  rules: Rules,
  message: TextMessage,
  sink: MessageSink,
): void {
  if (records === undefined) return;
  const list: unknown[] = Array.isArray(records) ? records : [records];
  if (list.length === 0) sink.problems.add(sink.path + pointer, "no_telemetry", "an empty list");
  for (const [index, record] of list.entries()) {
    const path = `${sink.path}${pointer}${Array.isArray(records) ? `/${index}` : ""}`;
    if (isJsonObject(record)) readRecord(deviceId, record, rules, message, { ...sink, path });
    else sink.problems.add(path, "malformed", "expected an object of keys and values");
  }
}

function readRecord(
  deviceId: string,
  record: JsonObject,
  rules: Rules,
  message: TextMessage,
  sink: MessageSink,
): void {
  const inner = objectOf(record["values"]);
  const values = readKeys(inner ?? record, inner ? `${sink.path}/values` : sink.path, rules, sink);
  if (!hasValue(values))
    return sink.problems.addOnce("values", sink.path, "no_telemetry", "no value that has a point");
  const measuredAt = timeOf(inner ? record["ts"] : undefined, message, sink);
  if (measuredAt !== null) sink.readings.push({ deviceId, kind: "logger", measuredAt, values });
}

function readKeys(
  keys: JsonObject,
  path: string,
  rules: Rules,
  { problems }: MessageSink,
): ValueMap {
  const values: ValueMap = {};
  for (const key in keys) {
    if (!Object.hasOwn(keys, key)) continue;
    const rule = rules.get(key);
    if (rule) readField(keys[key], rule, values, problems, `${path}/${key}`);
    else problems.addOnce(key, `${path}/${key}`, "unknown_field", "the key is no name of a point");
  }
  return values;
}

function timeOf(ts: unknown, message: TextMessage, sink: MessageSink): Instant | null {
  if (ts === undefined || ts === null) return arrivalOf(message, sink);
  return epochOf(ts, sink.problems, `${sink.path}/ts`);
}
