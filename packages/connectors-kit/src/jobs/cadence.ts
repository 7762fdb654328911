import { DAY_MS, type Instant } from "@solarmon/core";
import { lightMsIn } from "../quota/light-in.ts";
import { type Daylight, shareCalls, type WantedCalls } from "../quota/plan-calls.ts";
import type { QuotaBudget } from "../quota/quota-counter.ts";
import { type QuotaRule, windowOf } from "../quota/quota-rule.ts";
import type { JobCosts } from "./link-state.ts";

/** How often a link may call. */
export interface Cadence {
  /** Light between two polls [ms]. */
  readonly pollMs: number;
  /** Time between two `history` calls, on average [ms]; 0 where nothing limits them. */
  readonly historyMs: number;
  /** So much time's worth of history calls may be made at once [ms]. */
  readonly burstMs: number;
}

export interface CadencePlan {
  readonly now: Instant;
  readonly rules: readonly QuotaRule[];
  readonly budgets: readonly QuotaBudget[];
  /** Of the budget, up to 1: links that share a ledger divide it. */
  readonly part: number;
  readonly light: Daylight;
  /** Newer values come no faster than this [ms]. */
  readonly pollIntervalMs: number;
  readonly costs: JobCosts;
  /** History calls that are due, and that each day will bring. */
  readonly wanted: {
    readonly reRead: number;
    readonly fill: number;
    readonly reReadPerDay: number;
  };
}

/** As {@link shareCalls} keeps from the polls while there is anything of the past to read. */
const KEPT_PART = 1 / 10;

/** The slowest that any rule demands. */
export function planCadence(plan: CadencePlan): Cadence {
  const light = lightMsIn(plan.light, { start: plan.now, end: plan.now + DAY_MS }) / DAY_MS;
  const cadences = plan.rules.map((rule) => cadenceOf(rule, light, plan));
  const free: Cadence = { pollMs: plan.pollIntervalMs, historyMs: 0, burstMs: 0 };
  return cadences.reduce(slower, free);
}

function slower(one: Cadence, other: Cadence): Cadence {
  const { historyMs, burstMs } = other.historyMs > one.historyMs ? other : one;
  return { pollMs: Math.max(one.pollMs, other.pollMs), historyMs, burstMs };
}

/** @param light - how much of a day is light */
function cadenceOf(rule: QuotaRule, light: number, plan: CadencePlan): Cadence {
  const { costs, part, pollIntervalMs } = plan;
  const remaining = plan.budgets.find((budget) => budget.rule === rule.name)?.remaining ?? 0;
  const { windowMs, calls: all } = windowOf(rule, remaining, plan.now);
  const calls = Math.max(0, all - (costs.discover * Math.floor(windowMs / DAY_MS)) / part);
  // Within an hour it is as light as it is now: polls come in light only.
  const lightMs = windowMs < DAY_MS ? windowMs : windowMs * light;
  // As if all who share the ledger wanted the same: the tenth that is kept from polls is a tenth of the whole.
  const wanted = wantedIn(windowMs, (lightMs / pollIntervalMs) * costs.poll, plan);
  const shared = shareCalls(calls, wanted);
  const pollMs = lightMs > 0 ? (lightMs * costs.poll) / (shared.poll * part) : 0;
  const forHistory = Math.max(calls * KEPT_PART, calls - shared.poll) * part;
  return {
    // Whatever is left of a budget, the next one is not slept through.
    pollMs: Math.min(pollMs, lightMs + windowMs),
    historyMs: Math.min((windowMs * costs.history) / forHistory, windowMs),
    burstMs: windowMs,
  };
}

function wantedIn(
  windowMs: number,
  poll: number,
  { costs, wanted, part }: CadencePlan,
): WantedCalls {
  const reRead = wanted.reRead + (wanted.reReadPerDay * windowMs) / DAY_MS;
  const historyCalls = costs.history / part;
  return { poll: poll / part, reRead: reRead * historyCalls, fill: wanted.fill * historyCalls };
}
