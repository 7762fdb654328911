import { type LinkGap, type LinkStatus, MINUTE_MS } from "@solarmon/core";
import type { Connector, DiscoveredSite, LinkSettings } from "../../connector.ts";
import { createDaylight } from "../../daylight.ts";
import { createLinkJobs } from "../../jobs/create-link-jobs.ts";
import type { LinkJobs, LinkSink } from "../../jobs/link-jobs.ts";
import type { ConnectorBench } from "./connector-bench.ts";
import type { SiteReading } from "./outcome.ts";

/** As many polls as tell something; laws of many days would take long otherwise. */
const SHORTEST_POLL_MS = 15 * MINUTE_MS;

const CLOSED: ReadonlySet<LinkGap["state"]> = new Set(["filled", "vendor_has_none"]);

/** A link as a service runs it: polls, settled days again, gaps, all by the kit's jobs and the virtual clock. */
export class JobBench implements AsyncDisposable {
  readonly stored: SiteReading[] = [];
  /** What could not be taken, each kind once. */
  readonly problems: Set<string> = new Set();
  /** What the last discovery said. */
  discovered: readonly DiscoveredSite[] = [];
  readonly #bench: ConnectorBench;
  readonly #jobs: LinkJobs;

  private constructor(bench: ConnectorBench, jobs: (sink: LinkSink) => LinkJobs) {
    this.#bench = bench;
    this.#jobs = jobs({
      store: async (siteKey, readings) => {
        this.stored.push(...readings.map((reading) => ({ ...reading, siteKey })));
      },
      problems: (siteKey, problems) => {
        for (const { code, detail } of problems) this.problems.add(`${siteKey} ${code} ${detail}`);
      },
    });
  }

  static async open(bench: ConnectorBench): Promise<JobBench> {
    const { standIn, settings, world } = bench;
    const host = await bench.host();
    const daylight = createDaylight(null, world.timeZone);
    const sites = standIn.sites.map(({ key, timeZone }) => ({ key, timeZone, daylight }));
    const connector = polledSlowly(bench.connector);
    return new JobBench(bench, (sink) =>
      createLinkJobs({
        id: "link",
        connector,
        settings,
        host,
        sites,
        sink,
        progress: null,
      }),
    );
  }

  get status(): LinkStatus {
    return this.#jobs.status();
  }

  /** Gaps that may still be filled. */
  openGaps(): readonly LinkGap[] {
    return this.#jobs.gaps().filter(({ state }) => !CLOSED.has(state));
  }

  gapsOf(key: string): readonly LinkGap[] {
    return this.#jobs.gaps().filter(({ siteKey }) => siteKey === key);
  }

  async signedIn(settings: LinkSettings): Promise<void> {
    await this.#jobs.signedIn(settings);
  }

  /** Does whatever is due for so long. */
  async runFor(durationMs: number): Promise<void> {
    const { clock } = this.#bench;
    const until = clock.now() + durationMs;
    while (this.#jobs.nextAt <= until) {
      clock.set(Math.max(clock.now(), this.#jobs.nextAt));
      const { discovered } = await this.#jobs.run();
      this.discovered = discovered ?? this.discovered;
    }
    clock.set(until);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#jobs[Symbol.asyncDispose]();
  }
}

function polledSlowly(connector: Connector): Connector {
  const description = connector.describe();
  const pollIntervalMs = Math.max(description.pollIntervalMs, SHORTEST_POLL_MS);
  return {
    decoder: connector.decoder,
    describe: () => ({ ...description, pollIntervalMs }),
    quotaKeyOf: (settings) => connector.quotaKeyOf(settings),
    open: (settings, host) => connector.open(settings, host),
  };
}
