import type { Instant, SolarmonError } from "@solarmon/core";
import type { Connector, DiscoveredSite, LinkCall, VendorLink } from "../connector.ts";
import type { ConnectorDescription } from "../connector-description.ts";
import type { LinkHost } from "../link-host.ts";
import type { Daylight } from "../quota/plan-calls.ts";
import type { CallMeter } from "./call-meter.ts";
import type { LinkSink } from "./link-jobs.ts";
import type { LinkState, SiteState } from "./link-state.ts";

/** What every job of one link works with. */
export interface JobContext {
  readonly id: string;
  readonly connector: Connector;
  readonly description: ConnectorDescription;
  readonly host: LinkHost;
  readonly meter: CallMeter;
  readonly sink: LinkSink;
  readonly state: LinkState;
  /** By site. */
  readonly daylights: ReadonlyMap<string, Daylight>;
  /** When there is anything to ask for, at any of the sites. */
  readonly light: Daylight;
  /** Light between two polls, as planned [ms]. */
  pollMs: number;
  /** Time between two history calls, as planned on average, and what may be made at once [ms]. */
  historyMs: number;
  burstMs: number;
}

/** What one job did. */
export interface JobResult {
  readings: number;
  problems: number;
  error: SolarmonError | null;
  discovered?: readonly DiscoveredSite[];
}

/**
 * A job's work on an open link. What the vendor answers ends in the state and in the result.
 *
 * @throws {@link SinkFailure}, and `cancelled`
 */
export type LinkJob = (
  context: JobContext,
  link: VendorLink,
  now: Instant,
  call: LinkCall,
) => Promise<JobResult>;

export function nothingDone(): JobResult {
  return { readings: 0, problems: 0, error: null };
}

/** When there is anything to ask for at one site. */
export function siteLight(
  { description, daylights, light }: JobContext,
  site: SiteState,
): Daylight {
  return description.isPolledAtNight ? light : (daylights.get(site.key) ?? light);
}

/** Follows costs that rise at once, and those that fall slowly: planning with too little would overdraw. */
export function learnCost(known: number, seen: number): number {
  return seen >= known ? seen : known * 0.8 + seen * 0.2;
}
