import {
  createLocalTimes,
  parseLocalTime,
  type ProblemList,
  readNumber,
  textOf,
} from "@solarmon/connectors-kit";
import type { Instant } from "@solarmon/core";

export interface TimeRule {
  /** What the reply says its local times are ahead of UTC [s]. */
  readonly utcOffsetS: number | undefined;
  /** Zone of the reply, or of the site. */
  readonly timeZone: string;
}

/**
 * Instants of a series. Numbers are seconds of UTC. Texts are local: evenly spaced ones are ahead of UTC by the offset
 * of the reply, also across a change of the clock; those that skip or repeat follow the zone.
 */
export function readSeriesTimes(
  raw: readonly unknown[],
  rule: TimeRule,
  problems: ProblemList,
  path: string,
): (Instant | null)[] {
  if (raw.every((each) => typeof each !== "string")) return raw.map(unixTime);
  const texts = raw.map((each) => textOf(each));
  const locals = texts.map((text) => (text === undefined ? null : parseLocalTime(text)));
  const { utcOffsetS } = rule;
  if (utcOffsetS !== undefined && isEven(locals))
    return locals.map((local) => (local === null ? null : local - utcOffsetS * 1_000));
  const times = createLocalTimes(rule.timeZone).rows(texts);
  if (times.some(({ problem }) => problem === "time_ambiguous"))
    problems.add(path, "time_ambiguous", "a time the clock showed twice: the earlier one is taken");
  return times.map(({ at }) => at);
}

function unixTime(raw: unknown): Instant | null {
  const seconds = readNumber(raw);
  return typeof seconds === "number" && Math.abs(seconds) < 1e11
    ? Math.round(seconds * 1_000)
    : null;
}

function isEven(locals: readonly (number | null)[]): boolean {
  const step = (locals[1] ?? 0) - (locals[0] ?? 0);
  return locals.every(
    (local, index) => local !== null && (index === 0 || local - (locals[index - 1] ?? 0) === step),
  );
}
