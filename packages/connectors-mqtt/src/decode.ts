import {
  type DecodeResult,
  ProblemList,
  ReadingRows,
  readMqttLines,
  requireEndpoint,
  type ValueMap,
  type VendorDecoder,
  type VendorReply,
} from "@solarmon/connectors-kit";
import type { PointValues } from "@solarmon/core";
import { createShapeReader, MQTT_SHAPE_KINDS } from "./create-shape.ts";
import { VENDOR } from "./definition.ts";
import { splitMapping } from "./mapping/split-mapping.ts";
import type { MessageReader } from "./message-reader.ts";

/**
 * Recordings of messages, a line each in their order of arrival. A message whose line does not tell when it arrived
 * takes the time of the recording.
 */
export const mqttDecoder: VendorDecoder = {
  vendor: VENDOR.name,
  endpoints: VENDOR.endpoints,
  decode(endpoint, reply) {
    requireEndpoint(VENDOR.name, VENDOR.endpoints, endpoint);
    const problems = new ProblemList();
    const kind = MQTT_SHAPE_KINDS.find((each) => each === endpoint);
    if (kind) return decodeLines(createShapeReader(kind), reply, 0, problems);
    const { reader, body, lines } = splitMapping(reply.body, problems);
    if (!reader) return { readings: [], problems: problems.toArray() };
    return decodeLines(reader, { ...reply, body }, lines, problems);
  },
};

const REPLACED =
  "comes again, and the line does not tell when: only the last value of an instant is kept";

/** @param before - lines of the recording before `body` */
function decodeLines(
  reader: MessageReader,
  { body, receivedAt }: VendorReply,
  before: number,
  problems: ProblemList,
): DecodeResult {
  const rows = new ReadingRows();
  for (const line of readMqttLines(body, problems)) {
    const readings: DecodeResult["readings"][number][] = [];
    const path = `line ${before + line.line}`;
    const message =
      line.receivedAt === undefined && receivedAt !== undefined ? { ...line, receivedAt } : line;
    reader.read(message, { readings, problems, path });
    for (const { deviceId, kind, measuredAt, values } of readings) {
      const known = rows.valuesAt(deviceId, kind, measuredAt);
      if (line.receivedAt === undefined && isReplaced(known, values))
        problems.addOnce(line.topic, path, "time_missing", REPLACED);
      Object.assign(known, values);
    }
  }
  const readings = rows.toArray();
  if (readings.length === 0) problems.add("", "no_telemetry", "no message holds a value");
  return { readings, problems: problems.toArray() };
}

function isReplaced(known: ValueMap, values: PointValues): boolean {
  return Object.entries(values).some(([point, value]) => (known[point] ?? value) !== value);
}
