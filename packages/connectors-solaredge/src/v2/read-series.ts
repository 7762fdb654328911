import {
  createLocalTimes,
  type JsonObject,
  parseInstant,
  parseLocalTime,
  textOf,
} from "@solarmon/connectors-kit";
import { DAY_MS, type Instant } from "@solarmon/core";
import { type Bucket, type RawRow, rawRows, type Resolution, resolutionOf } from "../buckets.ts";
import type { DecodeCall } from "../decode-call.ts";
import type { Series } from "../write-series.ts";
import { untilOf } from "./period.ts";

/** `{unit, resolution?, values: [{timestamp, value}]}` with offsets in its times. */
export function readSeries(
  call: DecodeCall,
  series: JsonObject,
  path: string,
  outer: Resolution,
): Series {
  const rows = rawRows(series["values"], "timestamp", `${path}/values`, call.problems);
  const own = resolutionOf(series["resolution"]);
  const until = untilOf(call.body);
  const texts = new Map<Bucket, string>();
  const buckets = rows.flatMap((row) => {
    const bucket = bucketOf(call, row);
    if (bucket && row.time !== undefined) texts.set(bucket, row.time);
    return bucket ? [bucket] : [];
  });
  return {
    buckets,
    unit: textOf(series["unit"]) ?? "",
    resolution: own === "unknown" ? outer : own,
    path,
    dayReadAt: (bucket) => dayReadAt(bucket, texts.get(bucket) ?? "", call, until),
    ...(until === undefined ? {} : { until }),
  };
}

function bucketOf({ problems }: DecodeCall, { time, raw, path }: RawRow): Bucket | undefined {
  if (raw === null || raw === undefined) return undefined;
  const at = time === undefined ? undefined : parseInstant(time);
  if (typeof at === "number") return { at, raw, path };
  if (time === undefined) problems.add(path, "time_missing", "a value without a timestamp");
  else
    problems.add(`${path}/timestamp`, "malformed", "a timestamp without an offset, or none at all");
  return undefined;
}

/** Last millisecond of the local day, or the end of the reply when the day is not over. */
function dayReadAt(
  { at }: Bucket,
  text: string,
  { context }: DecodeCall,
  until: Instant | undefined,
): Instant {
  const local = parseLocalTime(text.slice(0, 19));
  const times = createLocalTimes(context.timeZone);
  // With another zone than the site's, a day has 24 hours.
  const isZone = local !== null && times.at(local).at === at;
  const end = (isZone ? times.at(local + DAY_MS).at : null) ?? at + DAY_MS;
  return until !== undefined && until > at && until < end ? until : end - 1;
}
