import type { Instant } from "@solarmon/core";
import type { ConnectorError } from "../http/connector-error.ts";
import {
  absorbFailure,
  absorbHistoryRefusal,
  classifyThrown,
  isLasting,
  quotaUntil,
} from "./absorb-failure.ts";
import { backOffMs } from "./back-off.ts";
import { type JobContext, learnCost, type LinkJob, nothingDone } from "./job-context.ts";
import type { SiteState } from "./link-state.ts";
import { type HistoryTask, retryAfter } from "./next-history.ts";
import { type HistoryRead, readHistory } from "./read-history.ts";
import { giveUpUntil, tidyGaps } from "./site-gap.ts";

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
      const onProgress = (until: Instant): void => {
        if (task.job === "fill") task.gap.filledUntil = Math.max(task.gap.filledUntil, until);
      };
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
    pace(context, now);
    return result;
  };
}

function conclude(context: JobContext, task: HistoryTask, read: HistoryRead, now: Instant): void {
  if (read.refusal && refuse(context, task.site, read.refusal, now)) return;
  const end = task.job === "fill" ? task.span.end : task.day.span.end;
  const isWhole = !read.refusal && read.until >= end;
  if (isWhole) task.site.historyFault = null;
  if (task.job === "re_read") concludeDay(task.site, task.day, isWhole, now);
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
  const isOurs = error.kind === "rate" && error.status === null;
  if (isOurs) {
    state.historyAt = quotaUntil(context, error, now);
    state.isHistoryShort = true;
  } else if (error.kind === "rate" || error.kind === "auth") absorbFailure(context, error, now);
  else if (error.kind === "transient") {
    state.historyFailures += 1;
    state.historyAt = now + backOffMs(state.historyFailures, id);
  } else if (isLasting(error)) absorbHistoryRefusal(context, site, error, now);
  else return false;
  return true;
}

function concludeDay(
  site: SiteState,
  day: { readonly span: { readonly end: Instant }; readonly turn: "settledUntil" | "weekUntil" },
  isWhole: boolean,
  now: Instant,
): void {
  site.reReadFailures = isWhole ? 0 : site.reReadFailures + 1;
  if (isWhole) site[day.turn] = day.span.end;
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
  const mayHaveNothing = refusal === null || refusal.kind === "invalid";
  if (gap.attempts >= MAX_ATTEMPTS && mayHaveNothing) giveUpUntil(site.gaps, gap, span.end);
  tidyGaps(site.gaps);
}

function pace(context: JobContext, now: Instant): void {
  const { state, historyMs } = context;
  if (state.historyAt > now) return;
  state.historyAt = now + historyMs;
  state.isHistoryShort = historyMs > 0;
}
