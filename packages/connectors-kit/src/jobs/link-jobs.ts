import type { Instant, LinkGap, LinkStatus, SolarmonError, Span } from "@solarmon/core";
import type { Connector, DiscoveredSite, LinkCall, LinkSettings } from "../connector.ts";
import type { DecodedReading, DecodeProblem } from "../decoder.ts";
import type { LinkHost } from "../link-host.ts";
import type { Daylight } from "../quota/plan-calls.ts";

/** A site that a link is to read. */
export interface JobSite {
  /** The vendor's own key. */
  readonly key: string;
  /** IANA zone. */
  readonly timeZone: string;
  /** Share one between sites of one place: it keeps what it worked out. See `createDaylight`. */
  readonly daylight: Daylight;
}

/** Where readings go. */
export interface LinkSink {
  /**
   * Durable when it resolves: only then a gap counts as filled. The same readings may come again.
   *
   * @param origin - `backfill` for gaps and for settled days that are read again
   */
  store(
    siteKey: string,
    readings: readonly DecodedReading[],
    origin: "live" | "backfill",
  ): Promise<void>;
  /** What became no reading, and why. */
  problems?(siteKey: string, problems: readonly DecodeProblem[]): void;
}

/** What {@link createLinkJobs} needs. */
export interface LinkJobsOptions {
  /** Names the link. Spreads links over time, so that they do not call at the same moment. */
  readonly id: string;
  readonly connector: Connector;
  readonly settings: LinkSettings;
  /** Its `ledger` is shared by all links of one quota key. */
  readonly host: LinkHost;
  readonly sites: readonly JobSite[];
  readonly sink: LinkSink;
  /** `progress` of the last {@link LinkStatus}; `null` for a new link. */
  readonly progress: string | null;
  /** Since when readings are wanted. Default: since the first poll. */
  readonly fillFrom?: Instant;
}

/** - `re_read` a settled day again · `fill` a gap, oldest first */
export type JobKind = "discover" | "poll" | "re_read" | "fill";

/** What one run did. */
export interface JobReport {
  /** `null` when nothing was due. */
  readonly job: JobKind | null;
  /** That the vendor counts. */
  readonly calls: number;
  readonly readings: number;
  readonly problems: number;
  /** What ended it early; what came before is stored. */
  readonly error: SolarmonError | null;
  /** After a discovery. */
  readonly discovered?: readonly DiscoveredSite[];
}

/**
 * Poll, re-read and fill of one link. Without timers: whoever schedules calls {@link run} at {@link nextAt} and keeps
 * {@link status}.
 */
export interface LinkJobs extends AsyncDisposable {
  /** When there is something to do; `Infinity` while a person must log in. */
  readonly nextAt: Instant;
  /**
   * Does one job that is due, a few calls. A second call while one runs joins it. What the vendor answers ends in
   * the report and in {@link status}.
   *
   * @throws what the sink threw, and `cancelled`; the job is done again
   */
  run(call?: LinkCall): Promise<JobReport>;
  /**
   * A person wants a span to be read (again).
   *
   * @throws `not_found` the link has no such site · `invalid_argument` the span ends before it starts
   */
  fill(siteKey: string, span: Span): void;
  /** A person logged in again. @param settings - when they changed */
  signedIn(settings?: LinkSettings): Promise<void>;
  /** For the link store, with the progress to start from after a restart. */
  status(): LinkStatus;
  /** Oldest first: those that are open, and the last ones that were closed. */
  gaps(): readonly LinkGap[];
}
