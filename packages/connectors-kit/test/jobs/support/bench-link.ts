import type { Instant, LinkStatus, Span } from "@solarmon/core";
import type { VirtualClock } from "@solarmon/core/testing";
import {
  createLinkJobs,
  createMemoryHost,
  type DecodedReading,
  type JobReport,
  type LinkHost,
  type LinkJobs,
  type LinkJobsOptions,
  type LinkSink,
} from "../../../src/index.ts";
import { type FakeVendor, LIGHT } from "./fake-vendor.ts";

/** Keeps what was stored, and fails when told to. */
export class MemorySink implements LinkSink {
  readonly live = new Map<string, Set<Instant>>();
  readonly backfill = new Map<string, Set<Instant>>();
  failure: Error | null = null;

  async store(
    siteKey: string,
    readings: readonly DecodedReading[],
    origin: "live" | "backfill",
  ): Promise<void> {
    await Promise.resolve();
    if (this.failure) throw this.failure;
    const stored = this[origin].get(siteKey) ?? new Set();
    this[origin].set(siteKey, stored);
    for (const { measuredAt } of readings) stored.add(measuredAt);
  }

  /** Whether each of the readings is there, however it came. */
  holds(siteKey: string, readings: readonly DecodedReading[]): boolean {
    const [live, backfill] = [this.live.get(siteKey), this.backfill.get(siteKey)];
    return readings.every(({ measuredAt: at }) => live?.has(at) || backfill?.has(at));
  }
}

/** A link on a virtual clock with whoever schedules it. */
export class BenchLink {
  readonly clock: VirtualClock;
  readonly vendor: FakeVendor;
  host: LinkHost;
  readonly sink = new MemorySink();
  readonly reports: JobReport[] = [];
  #options: Partial<LinkJobsOptions>;
  jobs: LinkJobs;

  static async open(
    vendor: FakeVendor,
    clock: VirtualClock,
    options: Partial<LinkJobsOptions> = {},
  ): Promise<BenchLink> {
    const host = options.host ?? (await createMemoryHost(vendor, {}, { clock }));
    return new BenchLink(vendor, clock, host, options);
  }

  private constructor(
    vendor: FakeVendor,
    clock: VirtualClock,
    host: LinkHost,
    options: Partial<LinkJobsOptions>,
  ) {
    this.vendor = vendor;
    this.clock = clock;
    this.host = host;
    this.#options = options;
    this.jobs = this.#create(null);
  }

  #create(progress: string | null): LinkJobs {
    const { vendor: connector, host, sink } = this;
    const site = { timeZone: "Europe/Berlin", daylight: LIGHT };
    const sites = connector.siteKeys.map((key) => ({ key, ...site }));
    const fixed = { id: "link-1", connector, settings: {}, host, sites, sink, progress };
    return createLinkJobs({ ...fixed, ...this.#options, ...(progress !== null && { progress }) });
  }

  /** As after a kill: only the progress is left. */
  restart(progress: string | null = this.status.progress): void {
    this.jobs = this.#create(progress);
  }

  /** For the next restart. */
  replaceHost(host: LinkHost): void {
    this.host = host;
    this.#options = { ...this.#options, host };
  }

  get status(): LinkStatus {
    return this.jobs.status();
  }

  /** Runs what is due until then. */
  async runUntil(until: Instant): Promise<void> {
    while (this.jobs.nextAt <= until) {
      this.clock.set(Math.max(this.clock.now(), this.jobs.nextAt));
      const report = await this.jobs.run();
      this.reports.push(report);
      if (report.job === null && this.jobs.nextAt <= this.clock.now())
        throw new Error(`spins at ${new Date(this.clock.now()).toISOString()}`);
    }
    this.clock.set(Math.max(this.clock.now(), until));
  }

  async runFor(durationMs: number): Promise<void> {
    await this.runUntil(this.clock.now() + durationMs);
  }

  gapsOf(state: string): Span[] {
    return this.jobs.gaps().filter((gap) => gap.state === state);
  }
}
