import type { Instant, ZoneOffsets } from "@solarmon/core";
import type { ResolvedTime } from "./local-times.ts";
import type { LocalTime } from "./parse-local-time.ts";

/** `undefined`: the row has no time; `null`: it has one that cannot be read. */
type Row = LocalTime | null | undefined;

/** See `LocalTimes.rows`. */
export function resolveRows(rows: readonly Row[], zone: ZoneOffsets): ResolvedTime[] {
  if (!isFalling(rows)) return resolveRising(rows, zone);
  return resolveRising(rows.toReversed(), zone).toReversed();
}

function isFalling(rows: readonly Row[]): boolean {
  const known = rows.filter((row) => typeof row === "number");
  return (known.at(-1) ?? 0) < (known[0] ?? 0);
}

function resolveRising(rows: readonly Row[], zone: ZoneOffsets): ResolvedTime[] {
  const found = rows.map((row) => (typeof row === "number" ? zone.instants(row) : undefined));
  const resolved: ResolvedTime[] = [];
  for (let index = 0; index < rows.length; index += 1) {
    if ((found[index]?.length ?? 0) < 2) resolved.push(single(rows[index], found[index]));
    else {
      const run = runFrom(found, index);
      resolved.push(...resolveRun(run, resolved.at(-1)?.at, found[index + run.length]?.[0]));
      index += run.length - 1;
    }
  }
  return resolved;
}

function single(row: Row, found: readonly Instant[] | undefined): ResolvedTime {
  if (row === undefined) return { at: null, problem: "time_missing" };
  if (row === null) return { at: null, problem: "malformed" };
  const at = found?.[0];
  return at === undefined ? { at: null, problem: "time_nonexistent" } : { at };
}

type Pair = readonly [earlier: Instant, later: Instant];

/** Neighbouring rows that each may be two instants. */
function runFrom(found: readonly (readonly Instant[] | undefined)[], index: number): Pair[] {
  const run: Pair[] = [];
  for (let at = index; at < found.length; at += 1) {
    const [earlier, later] = found[at] ?? [];
    if (earlier === undefined || later === undefined) break;
    run.push([earlier, later]);
  }
  return run;
}

function resolveRun(
  run: readonly Pair[],
  before: Instant | null | undefined,
  after: Instant | undefined,
): ResolvedTime[] {
  const stepBack = run.findIndex(
    ([earlier], index) => earlier <= (run[index - 1]?.[0] ?? -Infinity),
  );
  if (stepBack > 0)
    return run.map(([earlier, later], index) => ({ at: index < stepBack ? earlier : later }));
  const followsEarlier = isNear(before, run[0]?.[0], run[0]);
  const leadsFromLater = isNear(run.at(-1)?.[1], after, run[0]);
  if (leadsFromLater && !followsEarlier) return run.map(([, later]) => ({ at: later }));
  if (followsEarlier && !leadsFromLater) return run.map(([earlier]) => ({ at: earlier }));
  return run.map(([earlier]) => ({ at: earlier, problem: "time_ambiguous" }));
}

/** Whether two neighbours are closer than the clock was put back: then no repeated time lies between them. */
function isNear(
  first: Instant | null | undefined,
  second: Instant | undefined,
  pair: Pair | undefined,
): boolean {
  if (typeof first !== "number" || second === undefined || !pair) return false;
  return second >= first && second - first < pair[1] - pair[0];
}
