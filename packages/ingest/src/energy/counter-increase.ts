import { DAY_MS, HOUR_MS } from "@solarmon/core";
import type { CounterRules } from "./counter-rules.ts";

/** Loggers hand over up to a day of energy in one step after they caught up. */
const CATCH_UP_MS = DAY_MS;
/** For so long after midnight a device may still show yesterday's day counter. */
const HELD_OVER_MS = 2 * HOUR_MS;
const NOISE_STEPS = 10;
const NOISE_SHARE = 1e-4;
const MAX_NOISE_STEPS = 10_000;
/**
 * Without a rating, a reset is believed if the counter made no more since than this share of what it showed before,
 * or the share that the step has of `RESET_MS`. Averaged data show values in between on their way to 0.
 */
const RESET_SHARE = 0.05;
const RESET_MS = 4 * HOUR_MS;
const SMALL_STEPS = 100;
/** A roll-over is believed only from the last and to the first 2 % of the display. */
const ROLL_OVER_SHARE = 0.02;

/**
 * What a counter counted from one reading to the next, in the unit of its values.
 *
 * Adding it up over neighbouring readings gives the same for any split of them. A small fall is noise and counts as
 * negative, so that the way back up does not invent energy. A fall from the end of the display to its start is a
 * roll-over. Any other fall to under a half is a reset: what the counter shows was counted since, if it can have been.
 * The rest (a replaced device, a change of unit) is unknown and counts as 0, as does a step that the rating rules out,
 * and the way back from a false 0.
 *
 * @param previous - earlier value, not missing, sentinels removed
 * @param next - later value, not missing, sentinels removed
 * @param elapsedMs - time between them [ms], over 0
 * @param crossesMidnight - whether a local midnight lies between them; matters to counters that reset daily
 */
export function counterIncrease(
  previous: number,
  next: number,
  elapsedMs: number,
  rules: CounterRules,
  crossesMidnight = false,
): number {
  if (crossesMidnight && rules.resetsDaily && !isHeldOver(previous, next, elapsedMs))
    return next <= previous
      ? sinceReset(previous, next, elapsedMs, rules)
      : upTo(rules.maxPerMs * elapsedMs, next);
  const step = next - previous;
  if (step >= 0) return upTo(mostGrowth(previous, elapsedMs, rules), step);
  if (isNoise(previous, next)) return step;
  const rolledOver = overRollOver(previous, next, rules);
  // Far from the end of the display a 0 is a false one: a roll-over lands on it by chance only.
  const most = next === 0 ? rules.firstStep : Number.POSITIVE_INFINITY;
  if (rolledOver <= Math.min(most, rules.maxPerMs * elapsedMs)) return rolledOver;
  return next <= previous / 2 ? sinceReset(previous, next, elapsedMs, rules) : 0;
}

/**
 * What a counter can have grown by. Inverters show 0 when they wake, and the total they had a moment later: a total
 * does not double in hours, unless it is new or the rating allows it.
 */
function mostGrowth(previous: number, elapsedMs: number, rules: CounterRules): number {
  const { maxPerMs, firstStep } = rules;
  const doubled = Math.max(firstStep, previous * Math.max(1, elapsedMs / RESET_MS));
  if (!Number.isFinite(maxPerMs)) return doubled;
  return Math.min(maxPerMs * (elapsedMs + CATCH_UP_MS), Math.max(doubled, maxPerMs * elapsedMs));
}

function upTo(limit: number, increase: number): number {
  return increase <= limit ? increase : 0;
}

/** What a counter that was reset in between has counted since. */
function sinceReset(
  previous: number,
  next: number,
  elapsedMs: number,
  { maxPerMs }: CounterRules,
): number {
  const most = Number.isFinite(maxPerMs)
    ? maxPerMs * elapsedMs
    : previous * Math.max(RESET_SHARE, elapsedMs / RESET_MS);
  return upTo(Math.max(SMALL_STEPS, most), next);
}

/** Whether a day counter still shows the day before. */
function isHeldOver(previous: number, next: number, elapsedMs: number): boolean {
  if (next === previous) return true;
  return elapsedMs <= HELD_OVER_MS && (next > previous || isNoise(previous, next));
}

function isNoise(previous: number, next: number): boolean {
  const limit = Math.min(MAX_NOISE_STEPS, Math.max(NOISE_STEPS, previous * NOISE_SHARE));
  return next > previous / 2 && previous - next <= limit;
}

/** The step if the display rolled over, `NaN` if it cannot have. */
function overRollOver(previous: number, next: number, rules: CounterRules): number {
  for (const modulus of rules.moduli) {
    if (modulus <= previous) continue;
    const edge = modulus * ROLL_OVER_SHARE;
    const isAtEdge = modulus - previous <= edge && next <= edge;
    return isAtEdge ? modulus - previous + next : Number.NaN;
  }
  return Number.NaN;
}
