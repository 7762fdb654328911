import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS, type Span } from "@solarmon/core";

/** One limit of a credential, as the vendor documents it. */
export interface QuotaRule {
  /** Unique within the credential, e.g. `minute`. */
  readonly name: string;
  /** Calls per period; a call may cost more than one. */
  readonly limit: number;
  readonly period: "minute" | "hour" | "day" | "month";
  /** How many of them the limit is for, e.g. 5 minutes; months are single. Default 1. */
  readonly periods?: number;
  /** Counts calls of this kind only, e.g. of one interface; see the ledger's `take`. Default all calls. */
  readonly of?: string;
  /**
   * `rolling`: never more than `limit` in any stretch of that length, safe whenever the vendor's counter resets.
   * `calendar`: resets with the UTC minute, hour, day or month. Default rolling; months can be calendar only.
   */
  readonly reset?: "rolling" | "calendar";
}

const PERIOD_MS = { minute: MINUTE_MS, hour: HOUR_MS, day: DAY_MS } as const;
/** A rolling period is counted in so many parts; a call leaves it up to one part late, never early. */
const PARTS = 60;

/** The part of the period that a call at `at` is counted in. */
export function bucketOf(rule: QuotaRule, at: Instant): Span {
  if (rule.period === "month") return monthOf(at);
  const periodMs = lengthOf(rule, rule.period);
  const lengthMs = rule.reset === "calendar" ? periodMs : periodMs / PARTS;
  const start = Math.floor(at / lengthMs) * lengthMs;
  return { start, end: start + lengthMs };
}

/** When calls counted in `bucket` stop counting. */
export function expiryOf(rule: QuotaRule, bucket: Span): Instant {
  if (rule.period === "month" || rule.reset === "calendar") return bucket.end;
  return bucket.end + lengthOf(rule, rule.period);
}

/**
 * The time to plan for, and the calls in it. In a rolling period every call that counts now comes back: it is the whole
 * limit, less what is counted a little too long. Of a calendar period it is what remains until its end.
 */
export function windowOf(
  rule: QuotaRule,
  remaining: number,
  now: Instant,
): { readonly windowMs: number; readonly calls: number } {
  if (rule.period === "month" || rule.reset === "calendar")
    return { windowMs: bucketOf(rule, now).end - now, calls: remaining };
  return { windowMs: lengthOf(rule, rule.period), calls: (rule.limit * PARTS) / (PARTS + 1) };
}

function lengthOf({ periods = 1 }: QuotaRule, period: keyof typeof PERIOD_MS): number {
  return PERIOD_MS[period] * periods;
}

function monthOf(at: Instant): Span {
  const date = new Date(at);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  return { start: Date.UTC(year, month), end: Date.UTC(year, month + 1) };
}
