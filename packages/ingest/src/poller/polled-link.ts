import type { JobReport } from "@solarmon/connectors-kit";
import {
  type Clock,
  type Instant,
  type Link,
  type LinkStatus,
  SolarmonError,
} from "@solarmon/core";
import type { OpenLink } from "./open-link.ts";

/** After the disk was full, or a part of ours was down. */
const RETRY_MS = 10_000;
const NEVER = Number.POSITIVE_INFINITY;

/** One link in the poller's hands: opened when it is first due, run by one caller at a time, closed once. */
export class PolledLink {
  readonly link: Link;
  readonly #open: (link: Link) => Promise<OpenLink>;
  readonly #clock: Clock;
  readonly #stop = new AbortController();
  #opened: OpenLink | undefined;
  #opening: Promise<OpenLink> | undefined;
  #running: Promise<unknown> = Promise.resolve();
  /** Why it cannot be opened: for people. */
  #fault: string | null = null;
  #retryAt: Instant | null = null;

  constructor(link: Link, open: (link: Link) => Promise<OpenLink>, clock: Clock) {
    this.link = link;
    this.#open = open;
    this.#clock = clock;
  }

  get nextAt(): Instant {
    if (this.#retryAt !== null) return this.#retryAt;
    return this.#opened?.jobs.nextAt ?? (this.#fault === null ? this.#clock.now() : NEVER);
  }

  get isStopped(): boolean {
    return this.#stop.signal.aborted;
  }

  /** Does what is due. @throws what keeps us from storing; it is tried again */
  async run(): Promise<JobReport | null> {
    const running = this.#run();
    this.#running = running.catch(() => undefined);
    return await running;
  }

  /** @throws `unsupported`, `invalid_argument` what a person must do first */
  async opened(): Promise<OpenLink> {
    if (this.isStopped) throw new SolarmonError("cancelled", "the link is being closed");
    if (this.#opened) return this.#opened;
    this.#opening ??= this.#open(this.link).finally(() => (this.#opening = undefined));
    const opened = await this.#opening;
    this.#fault = null;
    return (this.#opened = opened);
  }

  async signIn(): Promise<void> {
    this.#fault = null;
    this.#retryAt = null;
    if (this.#opened) await this.#opened.signIn();
  }

  status(): LinkStatus {
    const status = this.#opened?.status() ?? this.link.status;
    return this.#fault === null
      ? status
      : { ...status, health: "degraded", reason: this.#fault, until: this.#retryAt };
  }

  /** Cancels what runs; what was stored stays, and the rest is done again next time. */
  async close(): Promise<void> {
    this.#stop.abort();
    await this.#running;
    await this.#opening?.catch(() => undefined);
    await this.#opened?.[Symbol.asyncDispose]();
  }

  async #run(): Promise<JobReport | null> {
    this.#retryAt = null;
    try {
      const opened = await this.opened();
      const report = await opened.run({ signal: this.#stop.signal });
      this.#fault = null;
      return report;
    } catch (error) {
      if (this.isStopped) return null;
      this.#note(error);
      throw error;
    }
  }

  #note(error: unknown): void {
    const isFinal = SolarmonError.is(error) && !error.isRetryable && !this.#opened;
    // The jobs know when to try again, except when it is they that failed.
    const retryAt = Math.max(this.#clock.now() + RETRY_MS, this.#opened?.jobs.nextAt ?? 0);
    this.#retryAt = isFinal ? null : retryAt;
    this.#fault = error instanceof Error ? error.message : String(error);
  }
}
