import type { Instant } from "@solarmon/core";
import type { ConnectorError } from "../http/connector-error.ts";
import {
  absorbFailure,
  absorbHistoryRefusal,
  classifyThrown,
  isLasting,
  isOwnQuota,
  quotaUntil,
} from "./absorb-failure.ts";
import { backOffMs } from "./back-off.ts";
import { type JobContext, learnCost, type LinkJob, nothingDone } from "./job-context.ts";
import type { SiteState } from "./link-state.ts";
import { type HistoryTask, retryAfter } from "./next-history.ts";
import { type HistoryRead, readHistory } from "./read-history.ts";
import { fillGaps, giveUpUntil, tidyGaps } from "./site-gap.ts";

/** Clean answers without an end in a row, over half a day, until the vendor is taken to have nothing. */
const MAX_ATTEMPTS = 6;

/** One settled day, or one chunk of a gap. */
export function historyJob(task: HistoryTask): LinkJob {
  return async (context, link, now, call) => {
    const { state, meter } = context;
    const result = nothingDone();
    const callsBefore = meter.calls;
    state.lastHistory = task.job;
    try {
      const { site } = task;
      const span = task.job === "fill" ? task.span : task.day.span;
      const onProgress = (until: Instant): void => advance(task, until, now);
      const read = await readHistory(context, link, { site, span, call, onProgress }, result);
      const calls = meter.calls - callsBefore;
      if (calls > 0) state.costs.history = learnCost(state.costs.history, calls);
      state.historyFailures = 0;
      result.error = read.refusal;
      conclude(context, task, read, now);
    } catch (thrown) {
      const error = classifyThrown(thrown, context);
      result.error = error;
      conclude(context, task, { until: -Infinity, refusal: error }, now);
    }
    pace(context, now, meter.calls - callsBefore);
    return result;
  };
}

function advance(task: HistoryTask, until: Instant, now: Instant): void {
  const from = task.job === "fill" ? task.gap.filledUntil : task.site[task.day.turn];
  if (until <= from) return;
  if (task.job === "re_read") task.site[task.day.turn] = until;
  // What is stored for one reason fills every gap it touches.
  fillGaps(task.site.gaps, { start: from, end: until }, now);
}

function conclude(context: JobContext, task: HistoryTask, read: HistoryRead, now: Instant): void {
  if (read.refusal && refuse(context, task.site, read.refusal, now)) return;
  const end = task.job === "fill" ? task.span.end : task.day.span.end;
  const isWhole = !read.refusal && read.until >= end;
  if (isWhole) task.site.historyFault = null;
  if (task.job === "re_read") concludeDay(task.site, isWhole, now);
  else concludeChunk(task, read, isWhole, now);
}

/** Refusals that are no matter of this span; `false` for the others. */
function refuse(
  context: JobContext,
  site: SiteState,
  error: ConnectorError,
  now: Instant,
): boolean {
  const { state, id } = context;
  if (isOwnQuota(error)) {
    state.historyAt = quotaUntil(context, error, now);
    state.isHistoryShort = true;
  } else if (error.kind === "rate" || error.kind === "auth") absorbFailure(context, error, now);
  else if (error.kind === "transient") {
    state.historyFailures += 1;
    state.historyAt = now + backOffMs(state.historyFailures, id, context.pollMs);
  } else if (isLasting(error) || error.kind === "invalid")
    absorbHistoryRefusal(context, site, error, now);
  else return false;
  return true;
}

function concludeDay(site: SiteState, isWhole: boolean, now: Instant): void {
  site.reReadFailures = isWhole ? 0 : site.reReadFailures + 1;
  site.reReadAt = isWhole ? 0 : retryAfter(site.reReadFailures, now);
}

function concludeChunk(
  { site, gap, span }: HistoryTask & { job: "fill" },
  { until, refusal }: HistoryRead,
  isWhole: boolean,
  now: Instant,
): void {
  const isFurther = until > span.start;
  gap.attempts = isFurther ? 0 : gap.attempts + 1;
  gap.retryAt = isWhole ? 0 : retryAfter(Math.max(1, gap.attempts), now);
  // Errors pass; only who answers and has nothing is taken at his word.
  if (gap.attempts >= MAX_ATTEMPTS && refusal === null) giveUpUntil(site.gaps, gap, span.end);
  tidyGaps(site.gaps);
}

/** The past may be read in one go as far as a budget allows; after that at the pace at which it comes back. */
function pace(context: JobContext, now: Instant, calls: number): void {
  const { state, historyMs, burstMs } = context;
  const earnedAt = Math.max(state.historyEarnedAt, now) + (historyMs * calls) / state.costs.history;
  state.historyEarnedAt = earnedAt;
  if (earnedAt - burstMs > Math.max(now, state.historyAt)) {
    state.historyAt = Math.ceil(earnedAt - burstMs);
    state.isHistoryShort = true;
  } else if (state.historyAt <= now) state.isHistoryShort = false;
}
