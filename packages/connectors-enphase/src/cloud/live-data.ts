import {
  isJsonObject,
  objectOf,
  parseJsonBytes,
  readFields,
  readNumber,
} from "@solarmon/connectors-kit";
import { tellRefusal } from "../errors.ts";
import { CLOUD_LIVE_RULES } from "../points.ts";
import type { Sink } from "../sink.ts";
import { siteOf } from "./intervals.ts";

const EVENT = /^(?:event|data|id|retry)?:/u;

/** Whether a body is a stream of server-sent events, not one event. */
export function isEventStream(body: Uint8Array): boolean {
  return EVENT.test(new TextDecoder().decode(body.subarray(0, 16)).trimStart());
}

/** Each `data:` line of a stream; the last may be cut off. */
export function readLiveStream(body: Uint8Array, sink: Sink): void {
  for (const line of new TextDecoder().decode(body).split(/\r?\n/u)) {
    if (!line.startsWith("data:")) continue;
    const event = parseJsonBytes(new TextEncoder().encode(line.slice(5)), sink.problems);
    if (event !== undefined && !tellRefusal(event, undefined, sink.problems))
      readLiveData(event, sink);
  }
}

/** An event of …/live_data. The payload stands below one `data`, or two. */
export function readLiveData(body: unknown, sink: Sink): void {
  const outer = objectOf(objectOf(body)?.["data"]) ?? objectOf(body);
  const inner = objectOf(outer?.["data"]) ?? outer;
  const at = readNumber(outer?.["timestamp_epoch"]);
  if (!isJsonObject(inner) || typeof at !== "number")
    return sink.problems.add(
      "/data/timestamp_epoch",
      "time_missing",
      "expected epoch milliseconds",
    );
  const site = siteOf(inner, sink);
  if (site === undefined) return;
  const values = sink.rows.valuesAt(`${site}/live`, "meter", at);
  readFields(inner, CLOUD_LIVE_RULES, values, sink.problems, "/data/data");
}
