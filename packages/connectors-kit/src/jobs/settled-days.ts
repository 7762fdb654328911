import { calendarOf, DAY_MS, type Instant, type Span } from "@solarmon/core";
import type { ConnectorDescription } from "../connector-description.ts";
import type { SiteState } from "./link-state.ts";
import { isOpen } from "./site-gap.ts";

/** Vendors correct days as late as that. */
const WEEK_MS = 7 * DAY_MS;
/** A day whose turn was so long ago is not read again: calls are short, and newer days matter more. */
const OVERDUE_MS = 14 * DAY_MS;

/** A local day that is to be read once more. */
export interface SettledDay {
  readonly span: Span;
  readonly dueAt: Instant;
  /** Which of the two turns it is. */
  readonly turn: "settledUntil" | "weekUntil";
}

/** What was measured from here on is read again after `at` without being asked for. */
export function readAgainFrom(
  { settledUntil, weekUntil }: SiteState,
  description: ConnectorDescription,
  at: Instant,
): Instant {
  return hasSecondTurn(description)
    ? Math.max(weekUntil, at - WEEK_MS)
    : Math.max(settledUntil, at - description.settleMs);
}

/** A day that cannot change after it settled needs no second turn. */
function hasSecondTurn({ settleMs }: ConnectorDescription): boolean {
  return settleMs > 0 && settleMs < WEEK_MS;
}

/** The next day of each turn: once its data do not change any more, and once a week later. */
export function settledDays(
  site: SiteState,
  description: ConnectorDescription,
  now: Instant,
): readonly SettledDay[] {
  const { settleMs, historyMs } = description;
  if (historyMs === 0) return [];
  const settled = nextDay(site, "settledUntil", settleMs, now - historyMs, now);
  if (!hasSecondTurn(description)) return [settled];
  return [settled, nextDay(site, "weekUntil", WEEK_MS, now - historyMs, now)];
}

function nextDay(
  site: SiteState,
  turn: SettledDay["turn"],
  waitMs: number,
  horizon: Instant,
  now: Instant,
): SettledDay {
  const calendar = calendarOf(site.timeZone);
  for (;;) {
    const day = calendar.day(site[turn]);
    const span = { start: Math.max(day.start, site[turn]), end: day.end };
    const dueAt = span.end + waitMs;
    const isNeedless = dueAt + OVERDUE_MS < now || span.end <= horizon || isInGap(site, span);
    if (dueAt > now || !isNeedless) return { span, dueAt, turn };
    site[turn] = span.end;
  }
}

/** Filling reads it after it settled. */
function isInGap({ gaps }: SiteState, span: Span): boolean {
  return gaps.some((gap) => isOpen(gap) && gap.filledUntil <= span.start && gap.end >= span.end);
}
