import { isJsonObject, type ValueMap } from "@solarmon/connectors-kit";
import type { Instant } from "@solarmon/core";
import { hasValue } from "../has-value.ts";
import { arrivalOf } from "../measured-at.ts";
import type { MessageSink, TextMessage } from "../message-reader.ts";
import { parsePayload } from "../parse-payload.ts";
import { deviceKey } from "./device-key.ts";
import type { TopicReader } from "./topic-reader.ts";

/** Reads a message whose topic fits; `found` is what the wildcards stand for. */
export function readTopic(
  reader: TopicReader,
  found: readonly string[],
  message: TextMessage,
  sink: MessageSink,
): void {
  if (reader.values[0]?.pointer === undefined)
    return readRecord(reader, deviceKey(reader.device, found, ""), message.payload, message, sink);
  const payload = parsePayload(message, sink);
  if (payload === undefined) return;
  if (reader.devices) return readDevices(reader, found, payload, message, sink);
  const records = reader.records ? reader.records.follow(payload) : payload;
  const path = `${sink.path}${reader.records?.text ?? ""}`;
  const device = deviceKey(reader.device, found, "");
  const isList = reader.records !== undefined && Array.isArray(records);
  readRecords(reader, device, isList ? records : [records], message, { ...sink, path }, isList);
}

function readDevices(
  reader: TopicReader,
  found: readonly string[],
  payload: unknown,
  message: TextMessage,
  sink: MessageSink,
): void {
  const devices = reader.devices?.follow(payload);
  const path = `${sink.path}${reader.devices?.text ?? ""}`;
  if (!isJsonObject(devices))
    return sink.problems.add(path, "missing_field", "expected an object of devices by name");
  const names = Object.keys(devices);
  if (names.length === 0) sink.problems.add(path, "no_telemetry", "no device in the object");
  for (const name of names) {
    const device = deviceKey(reader.device, found, name);
    const inner = { ...sink, path: `${path}/${name}` };
    readRecords(reader, device, devices[name], message, inner, Array.isArray(devices[name]));
  }
}

/** @param isNumbered - whether the place of a record in the list is told in the paths of problems */
function readRecords(
  reader: TopicReader,
  deviceId: string,
  records: unknown,
  message: TextMessage,
  sink: MessageSink,
  isNumbered: boolean,
): void {
  const list: readonly unknown[] = Array.isArray(records) ? records : [records];
  if (list.length === 0) sink.problems.add(sink.path, "no_telemetry", "an empty list of records");
  for (const [index, record] of list.entries()) {
    const inner = isNumbered ? { ...sink, path: `${sink.path}/${index}` } : sink;
    readRecord(reader, deviceId, record, message, inner);
  }
}

function readRecord(
  reader: TopicReader,
  deviceId: string,
  record: unknown,
  message: TextMessage,
  sink: MessageSink,
): void {
  const { problems, path } = sink;
  if (deviceId === "") return problems.add(path, "missing_field", "the device has no name");
  const values: ValueMap = {};
  for (const { pointer, read } of reader.values) {
    const raw = pointer ? pointer.follow(record) : record;
    if (raw !== undefined && raw !== null)
      read(raw, values, problems, `${path}${pointer?.text ?? ""}`);
  }
  if (!hasValue(values)) {
    const detail = "none of the mapping's values is in the message";
    return problems.addOnce(message.topic, path, "no_telemetry", detail);
  }
  const measuredAt = timeOf(reader, record, message, sink);
  if (measuredAt !== null) sink.readings.push({ deviceId, kind: reader.kind, measuredAt, values });
}

function timeOf(
  { time }: TopicReader,
  record: unknown,
  message: TextMessage,
  sink: MessageSink,
): Instant | null {
  const raw = time?.pointer.follow(record);
  if (!time || raw === undefined || raw === null || raw === "") return arrivalOf(message, sink);
  return time.read(raw, sink.problems, `${sink.path}${time.pointer.text}`);
}
