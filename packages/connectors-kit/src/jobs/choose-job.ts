import { type Instant, MINUTE_MS } from "@solarmon/core";
import { discoverJob } from "./discover-job.ts";
import { historyJob } from "./history-job.ts";
import type { JobContext, LinkJob } from "./job-context.ts";
import type { JobKind } from "./link-jobs.ts";
import { nextHistory } from "./next-history.ts";
import { pollJob } from "./poll-job.ts";

export interface ChosenJob {
  readonly kind: JobKind;
  readonly run: LinkJob;
}

/** The most urgent job that is due: without devices nothing can be asked, then live values, then the past. */
export function chooseJob(context: JobContext, now: Instant): ChosenJob | null {
  const { state } = context;
  const isNew = state.discoveredAt === 0;
  if (isNew && state.discoverAt <= now) return { kind: "discover", run: discoverJob };
  if (state.pollAt <= now) return { kind: "poll", run: pollJob };
  if (state.discoverAt <= now) return { kind: "discover", run: discoverJob };
  return state.historyAt <= now ? chooseHistory(context, now) : null;
}

function chooseHistory(context: JobContext, now: Instant): ChosenJob | null {
  const { at, task } = nextHistory(context, now);
  if (!task || at > now) return null;
  const affordableAt = historyAffordableAt(context, now);
  if (affordableAt <= now) return { kind: task.job, run: historyJob(task) };
  context.state.historyAt = affordableAt;
  context.state.isHistoryShort = true;
  return null;
}

/** The past leaves the calls of one poll to the present. */
function historyAffordableAt({ meter, state }: JobContext, now: Instant): Instant {
  const [poll, history] = [Math.ceil(state.costs.poll), Math.ceil(state.costs.history)];
  const short = meter.budgets().filter(({ limit, remaining }) => {
    const wanted = history + Math.min(poll, Math.floor(limit / 2));
    return remaining < Math.min(limit, wanted);
  });
  const waits = short.map(({ resetsAt }) => resetsAt ?? now);
  return short.length === 0 ? now : Math.max(now + MINUTE_MS, ...waits);
}

/** When the next job is due; `Infinity` while only a person can help. */
export function nextJobAt(context: JobContext, now: Instant): Instant {
  const { loginReason, quotaUntil, retryAt, pollAt, discoverAt, historyAt } = context.state;
  if (loginReason !== null) return Number.POSITIVE_INFINITY;
  const history = Math.max(historyAt, nextHistory(context, now).at);
  return Math.max(quotaUntil, retryAt, Math.min(pollAt, discoverAt, history));
}
