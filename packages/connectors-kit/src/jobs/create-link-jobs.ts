import {
  type Instant,
  type LinkGap,
  type LinkStatus,
  type Span,
  SolarmonError,
} from "@solarmon/core";
import type { LinkCall, LinkSettings } from "../connector.ts";
import { blame } from "./absorb-failure.ts";
import { backOffMs } from "./back-off.ts";
import { chooseJob, type ChosenJob, nextJobAt } from "./choose-job.ts";
import { createContext } from "./create-context.ts";
import { type JobContext, nothingDone } from "./job-context.ts";
import { LinkPlan } from "./link-plan.ts";
import type { JobReport, LinkJobs, LinkJobsOptions } from "./link-jobs.ts";
import { listGaps, tellStatus } from "./link-status.ts";
import { requestFill } from "./request-fill.ts";
import type { ShapeWatch } from "./shape-watch.ts";
import { SinkFailure } from "./sink-failure.ts";
import { VendorSession } from "./vendor-session.ts";

/** Jobs of one link. Nothing is sent before the first `run`. @throws `invalid_argument` a site's zone is unknown */
export function createLinkJobs(options: LinkJobsOptions): LinkJobs {
  return new ScheduledLink(options);
}

class ScheduledLink implements LinkJobs {
  readonly #context: JobContext;
  readonly #plan: LinkPlan;
  readonly #shapes: ShapeWatch;
  readonly #vendor: VendorSession;
  #running: Promise<JobReport> | undefined;
  #sinkFailures = 0;
  #nextAt: Instant;

  constructor(options: LinkJobsOptions) {
    const { context, linkHost, shapes } = createContext(options);
    this.#context = context;
    this.#vendor = new VendorSession(context, linkHost, options.settings);
    this.#shapes = shapes;
    this.#plan = new LinkPlan(context);
    this.#nextAt = nextJobAt(context, this.#now());
  }

  get nextAt(): Instant {
    return this.#nextAt;
  }

  async run(call: LinkCall = {}): Promise<JobReport> {
    this.#running ??= this.#runOne(call).finally(() => (this.#running = undefined));
    return await this.#running;
  }

  fill(siteKey: string, span: Span): void {
    const now = this.#now();
    requestFill(this.#context, siteKey, span, now);
    this.#plan.forget();
    this.#nextAt = nextJobAt(this.#context, now);
  }

  async signedIn(settings?: LinkSettings): Promise<void> {
    await this.#running?.catch(() => undefined);
    await this.#vendor.change(settings);
    const { state } = this.#context;
    const now = this.#now();
    Object.assign(state, { loginReason: null, failures: 0, fault: null, retryAt: 0, pollAt: now });
    this.#nextAt = nextJobAt(this.#context, now);
  }

  status(): LinkStatus {
    return tellStatus(this.#context, this.#shapes, this.#now());
  }

  gaps(): readonly LinkGap[] {
    return listGaps(this.#context, this.#now());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#running?.catch(() => undefined);
    this.#plan.leave();
    await this.#vendor.close();
  }

  async #runOne(call: LinkCall): Promise<JobReport> {
    const now = this.#now();
    try {
      const job = this.#mayAsk(now) ? chooseJob(this.#context, now) : null;
      return job ? await this.#do(job, now, call) : NOTHING_RUN;
    } catch (thrown) {
      throw this.#ownFailure(thrown, now);
    } finally {
      // A clock that stands still must not make the caller spin.
      this.#nextAt = nextJobAt(this.#context, this.#now());
    }
  }

  #mayAsk(now: Instant): boolean {
    const { state, meter } = this.#context;
    if (meter.blockedUntil > Math.max(now, state.quotaUntil)) {
      state.quotaUntil = meter.blockedUntil;
      blame(state.sites, "quota");
    }
    return state.loginReason === null && Math.max(state.quotaUntil, state.retryAt) <= now;
  }

  async #do({ kind, run }: ChosenJob, now: Instant, call: LinkCall): Promise<JobReport> {
    const { meter } = this.#context;
    this.#plan.refresh(now);
    const link = this.#vendor.open();
    if (SolarmonError.is(link)) return { ...NOTHING_RUN, error: link };
    const callsBefore = meter.calls;
    const result = await run(this.#context, link, now, call);
    this.#sinkFailures = 0;
    this.#plan.refresh(now);
    return { job: kind, calls: meter.calls - callsBefore, ...result };
  }

  /** Readings that could not be stored are asked for again, after a while. */
  #ownFailure(thrown: unknown, now: Instant): unknown {
    if (!(thrown instanceof SinkFailure)) return thrown;
    this.#sinkFailures += 1;
    const { state, id } = this.#context;
    state.retryAt = now + backOffMs(this.#sinkFailures, id);
    return thrown.thrown;
  }

  #now(): Instant {
    return this.#context.host.clock.now();
  }
}

const NOTHING_RUN: JobReport = { job: null, calls: 0, ...nothingDone() };
