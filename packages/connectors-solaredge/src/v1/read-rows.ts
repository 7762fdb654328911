import {
  createLocalTimes,
  parseLocalTime,
  type ProblemList,
  textOf,
} from "@solarmon/connectors-kit";
import { DAY_MS, type Instant } from "@solarmon/core";
import { type Bucket, type RawRow, rawRows, type Resolution } from "../buckets.ts";
import type { DecodeCall } from "../decode-call.ts";
import type { Series } from "../write-series.ts";

/** `{date, value}` rows of one device, in naive local time. */
export function readLocalSeries(
  call: DecodeCall,
  values: unknown,
  unit: unknown,
  resolution: Resolution,
  path: string,
): Series {
  const rows = rawRows(values, "date", `${path}/values`, call.problems);
  const buckets = resolve(call, rows);
  const times = new Map(rows.map((row) => [row.path, row.time]));
  return {
    buckets,
    unit: textOf(unit) ?? "",
    resolution,
    path,
    dayReadAt: (bucket) => dayReadAt(bucket, times.get(bucket.path), call),
  };
}

function resolve({ problems, context }: DecodeCall, rows: readonly RawRow[]): Bucket[] {
  const instants = resolveTimes(
    rows.map(({ time }) => time),
    rows.map(({ raw, path }) => ({ path, hasValue: raw !== null && raw !== undefined })),
    context.timeZone,
    problems,
  );
  return rows.flatMap(({ raw, path }, index) => {
    const at = instants[index];
    return typeof at === "number" ? [{ at, raw, path }] : [];
  });
}

const DETAILS = {
  malformed: "a date that cannot be read",
  time_missing: "a value without a date",
  time_ambiguous:
    "the clock showed this twice and nothing tells which was meant; the earlier is taken",
  time_nonexistent: "the clock of the site never showed this time",
} as const;

/** Local times of one device's rows as instants; `null` where there is none. */
export function resolveTimes(
  times: readonly (string | undefined)[],
  rows: readonly { readonly path: string; readonly hasValue: boolean }[],
  timeZone: string,
  problems: ProblemList,
): (Instant | null)[] {
  return createLocalTimes(timeZone)
    .rows(times)
    .map(({ at, problem }, index) => {
      const row = rows[index];
      if (problem && row?.hasValue) problems.add(row.path, problem, DETAILS[problem]);
      return at;
    });
}

/** Last millisecond of the local day, or when the reply was received if that was earlier. */
function dayReadAt(
  { at }: Bucket,
  time: string | undefined,
  { context, reply }: DecodeCall,
): Instant {
  const midnight = parseLocalTime(time ?? "");
  const next = midnight === null ? null : createLocalTimes(context.timeZone).at(midnight + DAY_MS);
  const end = next?.at ?? at + DAY_MS;
  const received = reply.receivedAt;
  return received !== undefined && received > at && received < end ? received : end - 1;
}
