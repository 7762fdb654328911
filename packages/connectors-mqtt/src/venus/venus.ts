import { objectOf, readField, readNumber, type ValueMap } from "@solarmon/connectors-kit";
import type { Instant } from "@solarmon/core";
import { arrivalOf } from "../measured-at.ts";
import { hasValue } from "../has-value.ts";
import type { MessageReader, MessageSink, TextMessage } from "../message-reader.ts";
import { parsePayload } from "../parse-payload.ts";
import { PhaseSums } from "./phase-sums.ts";
import { type VenusPath, venusPaths, venusTopics } from "./venus-paths.ts";

/** `N/{portalId}/{service}/{instance}/{path}` */
const TOPIC = /^N\/([^/]+)\/([^/]+)\/([^/]+)\/(.+)$/u;

interface Address {
  /** `{portalId}/{service}/{instance}` */
  readonly deviceId: string;
  readonly path: VenusPath;
}

/**
 * Reads Venus OS, which sends each value by itself when it changes: a message is a reading of its device in the second
 * in which it arrived, with one point.
 */
export function createVenusReader(): MessageReader {
  const paths = venusPaths();
  const sums = new PhaseSums();
  return {
    topics: venusTopics(paths),
    read(message, sink) {
      const [, portal, service, instance, name] = TOPIC.exec(message.topic) ?? [];
      const path = name === undefined ? undefined : paths.get(`${service}/${name}`);
      if (path)
        readMessage({ deviceId: `${portal}/${service}/${instance}`, path }, message, sums, sink);
      else
        sink.problems.addOnce(message.topic, sink.path, "unknown_field", "the topic has no point");
    },
  };
}

function readMessage(
  address: Address,
  message: TextMessage,
  sums: PhaseSums,
  sink: MessageSink,
): void {
  const { path } = address;
  const value = valueOf(message, sink);
  const measuredAt = value === null ? null : arrivalOf(message, sink);
  if (path.is !== "value") return readPhase(address, value, measuredAt, sums, sink);
  if (value !== null && measuredAt !== null) write(value, address, measuredAt, sink);
}

/** Takes a phase, or the number of them, and gives the sum if that is whole now. */
function readPhase(
  address: Address,
  value: number | null,
  measuredAt: Instant | null,
  sums: PhaseSums,
  sink: MessageSink,
): void {
  const { path } = address;
  const key = `${address.deviceId}/${path.rule.field}`;
  // What the broker had kept, nobody knows since when, must not get into a sum.
  if (path.is === "phase")
    sums.setPhase(key, path.phase, measuredAt === null ? null : value, measuredAt ?? 0);
  else sums.setCount(key, value);
  if (value === null || measuredAt === null) return;
  const sum = sums.sum(key, measuredAt);
  if (typeof sum === "number") write(sum, address, measuredAt, sink);
  else if (path.is === "phase")
    sink.problems.addOnce(key, `${sink.path}/value`, "no_telemetry", sum);
}

/** The `value` of the payload; `null` when there is none, which `problems` tells. */
function valueOf(message: TextMessage, sink: MessageSink): number | null {
  const { problems, path } = sink;
  const payload = parsePayload(message, sink);
  if (payload === undefined) return null;
  const raw = objectOf(payload)?.["value"];
  // An empty list is how D-Bus sends "no value".
  const value = Array.isArray(raw) && raw.length === 0 ? null : readNumber(raw);
  if (raw === undefined) problems.add(path, "malformed", 'expected {"value": …}');
  else if (value === undefined) problems.add(`${path}/value`, "malformed", "expected a number");
  else if (value === null)
    problems.addOnce(message.topic, `${path}/value`, "no_telemetry", "not valid at the moment");
  return value ?? null;
}

function write(
  value: number,
  { deviceId, path: { kind, rule } }: Address,
  measuredAt: Instant,
  { problems, path, readings }: MessageSink,
): void {
  const values: ValueMap = {};
  readField(value, rule, values, problems, `${path}/value`);
  if (hasValue(values)) readings.push({ deviceId, kind, measuredAt, values });
}
