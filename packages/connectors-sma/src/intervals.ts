import {
  createLocalTimes,
  type JsonObject,
  type LocalTimes,
  objectOf,
  rowTimes,
  textOf,
} from "@solarmon/connectors-kit";
import { HOUR_MS, type Instant, MINUTE_MS, SolarmonError } from "@solarmon/core";
import type { DecodeCall } from "./decode-call.ts";

const LENGTHS: ReadonlyMap<string, number> = new Map([
  ["OneMinute", MINUTE_MS],
  ["FiveMinutes", 5 * MINUTE_MS],
  ["FifteenMinutes", 15 * MINUTE_MS],
  ["OneHour", HOUR_MS],
]);

/** Length of the intervals that a reply tells. */
export function intervalIn(body: JsonObject): number | undefined {
  return LENGTHS.get(textOf(body["resolution"]) ?? "");
}

/** The same; `undefined` after adding a problem. */
export function intervalOf({ body, problems }: DecodeCall): number | undefined {
  const resolution = textOf(body["resolution"]);
  const intervalMs = intervalIn(body);
  if (intervalMs !== undefined) return intervalMs;
  if (resolution === undefined)
    problems.add(
      "/resolution",
      "missing_field",
      "the reply does not tell how long its intervals are",
    );
  else {
    const detail = `${resolution.slice(0, 20)}: no document tells which day or month such a row is of; ask for days`;
    problems.add("/resolution", "unsupported", detail);
  }
  return undefined;
}

/** Zone that the reply names, else the site's. */
function timesOf({ body, problems, timeZone }: DecodeCall): LocalTimes {
  const named = textOf(objectOf(body["plant"])?.["timezone"]);
  if (named === undefined) return createLocalTimes(timeZone);
  try {
    return createLocalTimes(named);
  } catch (error) {
    if (!SolarmonError.is(error)) throw error;
    const detail = "a zone that is none; the site's is taken";
    problems.add("/plant/timezone", "malformed", detail);
    return createLocalTimes(timeZone);
  }
}

/** Starts of the rows' intervals: rows carry their end. `null` for what is refused, after adding a problem. */
export function startsOf(
  call: DecodeCall,
  rows: readonly JsonObject[],
  intervalMs: number,
): (Instant | null)[] {
  const timed = rows.map(({ time: local }, index) => ({ local, path: `/set/${index}/time` }));
  const ends = rowTimes(timed, timesOf(call), call.problems);
  return ends.map((at) => (at === null ? null : at - intervalMs));
}
