import type { Instant, Span } from "@solarmon/core";
import { lightIn } from "./light-in.ts";

/** Light at a place, so that calls are not spent on the night. */
export interface Daylight {
  /** The stretch of daylight that holds `at`, or the first one after it. */
  next(at: Instant): Span;
}

/** What {@link planCalls} plans with. */
export interface CallPlan {
  readonly now: Instant;
  /** Calls that may be spent until `until`. */
  readonly calls: number;
  /** When the budget resets. */
  readonly until: Instant;
  readonly daylight: Daylight;
  /** The vendor's data is no newer than this [ms]. */
  readonly minIntervalMs: number;
  /**
   * Where in its interval each call lies, 0 up to 1 (not included). Links that share a credential take different ones,
   * so that they do not call at the same moment. Default 0.5.
   */
  readonly phase?: number;
}

/**
 * Instants of the calls, spread evenly over the daylight that is left until the budget resets. With less light than calls there are fewer of them.
 */
export function planCalls(plan: CallPlan): Instant[] {
  const light = lightIn(plan.daylight, { start: plan.now, end: plan.until });
  const lightMs = light.reduce((sum, { start, end }) => sum + end - start, 0);
  const calls = Math.min(Math.floor(plan.calls), Math.floor(lightMs / plan.minIntervalMs));
  const intervalMs = lightMs / calls;
  const phase = plan.phase ?? 0.5;
  const instants = Array.from({ length: Math.max(0, calls) }, (_, index) =>
    instantAt(light, (index + phase) * intervalMs),
  );
  return instants.filter((at) => at !== undefined);
}

function instantAt(light: readonly Span[], elapsedMs: number): Instant | undefined {
  let left = elapsedMs;
  for (const { start, end } of light) {
    // Adding may round up to the end, where it is dark.
    if (left < end - start) return Math.min(Math.floor(start + left), end - 1);
    left -= end - start;
  }
  return undefined;
}

/** What the three jobs of a link would like to call until the budget resets. */
export interface WantedCalls {
  readonly poll: number;
  readonly reRead: number;
  readonly fill: number;
}

/**
 * Shares a budget: polls first, then settled days, then gaps. A tenth is kept from the polls while there is anything
 * to re-read or to fill, so that a gap is closed even on the smallest plan.
 */
export function shareCalls(remaining: number, wanted: WantedCalls): WantedCalls {
  const others = wanted.reRead + wanted.fill;
  const kept = Math.min(others, Math.ceil(remaining / 10));
  const poll = Math.min(wanted.poll, Math.max(0, remaining - kept));
  const reRead = Math.min(wanted.reRead, remaining - poll);
  return { poll, reRead, fill: Math.min(wanted.fill, remaining - poll - reRead) };
}
