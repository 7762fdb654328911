import type { JobReport, LinkCall } from "@solarmon/connectors-kit";
import { type Clock, type Link, type LinkStatus, MINUTE_MS, NEW_LINK_STATUS } from "@solarmon/core";
import { testId } from "@solarmon/core/testing";
import type { OpenLink } from "../../src/poller/open-link.ts";

const NOTHING: JobReport = { job: "poll", calls: 1, readings: 0, problems: 0, error: null };

/** The n-th link. */
export function fakeLink(n: number): Link {
  const head = { id: testId(1_000 + n), tenantId: testId(1), createdAt: 0 };
  return {
    ...head,
    vendor: "acme",
    name: `link ${n}`,
    settings: {},
    sites: [],
    status: NEW_LINK_STATUS,
  };
}

/** A link that is due again after its interval and does what it is told to. */
export class FakeJobs implements OpenLink {
  readonly runs: number[] = [];
  isClosed = false;
  signIns = 0;
  nextAt: number;
  readonly #clock: Clock;
  readonly #act: (call?: LinkCall) => Promise<void>;
  readonly #intervalMs: number;

  constructor(
    clock: Clock,
    act: (call?: LinkCall) => Promise<void> = async () => undefined,
    intervalMs: number = MINUTE_MS,
  ) {
    this.#clock = clock;
    this.#act = act;
    this.#intervalMs = intervalMs;
    this.nextAt = clock.now();
  }

  get jobs(): OpenLink["jobs"] {
    return { nextAt: this.nextAt, fill: () => undefined, gaps: () => [] };
  }

  async run(call?: LinkCall): Promise<JobReport> {
    this.runs.push(this.#clock.now());
    await this.#act(call);
    this.nextAt = this.#clock.now() + this.#intervalMs;
    return NOTHING;
  }

  async signIn(): Promise<void> {
    this.signIns += 1;
    this.nextAt = this.#clock.now();
  }

  status(): LinkStatus {
    const lastPolledAt = this.runs.at(-1) ?? null;
    return { ...NEW_LINK_STATUS, health: "ok", lastPolledAt, progress: `${this.runs.length} runs` };
  }

  budgets(): [] {
    return [];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.isClosed = true;
  }
}
