import type { ProblemList } from "../decode/problem-list.ts";
import type { LocalTimes } from "./local-times.ts";
import type { Instant } from "@solarmon/core";

const DETAILS = {
  malformed: "a time that cannot be read",
  time_missing: "a row without its time",
  time_ambiguous: "the clock showed this twice and nothing tells which was meant",
  time_nonexistent: "the clock of this zone never showed this time",
} as const;

/**
 * Local times of one device's rows; `null` for what is refused, after adding a problem. Newest values were measured
 * `near` the time when they came.
 */
export function rowTimes(
  rows: readonly { readonly local: unknown; readonly path: string }[],
  times: LocalTimes,
  problems: ProblemList,
  near?: Instant,
): (Instant | null)[] {
  const locals = rows.map(({ local }) => (typeof local === "string" ? local : undefined));
  const resolved =
    near === undefined ? times.rows(locals) : locals.map((local) => times.near(local ?? "", near));
  return resolved.map(({ at, problem }, index) => {
    if (problem === undefined) return at;
    problems.add(rows[index]?.path ?? "", problem, DETAILS[problem]);
    return null;
  });
}
