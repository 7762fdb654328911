import type { Instant, LinkGapCause } from "@solarmon/core";
import type { KnownSite, KnownVendorDevice } from "../connector.ts";
import type { SiteGap } from "./site-gap.ts";

/** Calls that one run of each job costs, as learned. */
export interface JobCosts {
  poll: number;
  /** One `history` call: a chunk of a gap, or a settled day. */
  history: number;
  discover: number;
}

/** Where one site stands. `KnownSite` for the connector, the rest for the jobs. */
export interface SiteState extends KnownSite {
  devices: readonly KnownVendorDevice[];
  /** As the last discovery said. Permissions and firmware change: gaps stay, and are filled once there is one. */
  hasHistory: boolean;
  /** Of the newest reading; when the link began as long as there is none. */
  newestAt: Instant;
  /** The vendor last answered for this site. */
  answeredAt: Instant;
  /** Last asked by a poll, whatever came of it. */
  askedAt: Instant;
  /** Days that end here or earlier were read again after they settled. */
  settledUntil: Instant;
  /** Days that end here or earlier were read again a week later. */
  weekUntil: Instant;
  /** What kept the vendor from answering since `answeredAt`. */
  cause: LinkGapCause | null;
  /** What is wrong with this site alone, for people. */
  fault: string | null;
  /** What is wrong with its history, for people. */
  historyFault: string | null;
  /** Not polled before: the vendor refuses it. */
  pausedUntil: Instant;
  historyPausedUntil: Instant;
  /** Settled days that could not be read, in a row; and when to try again. */
  reReadFailures: number;
  reReadAt: Instant;
  /** Devices that sent readings and that a discovery was asked for already. */
  strangers: Set<string> | null;
  /** Devices that do not report while others do, and since when, at the earliest. */
  readonly missing: Map<string, Instant>;
  readonly gaps: SiteGap[];
}

/** What a link knows; `progress` is this as text, without what is only true for the moment. */
export interface LinkState {
  readonly costs: JobCosts;
  /** 0 before the first. */
  discoveredAt: Instant;
  lastPolledAt: Instant | null;
  /** Why a person must log in. */
  loginReason: string | null;
  /** No calls left, or the vendor said to wait; 0 for never. */
  quotaUntil: Instant;
  /** Failures of the whole link in a row. */
  failures: number;
  /** Nothing is asked before. */
  retryAt: Instant;
  /** What is wrong with the whole link, for people. */
  fault: string | null;
  /** Told for a while, e.g. that the vendor's format changed. */
  notice: { readonly text: string; readonly until: Instant } | null;
  pollAt: Instant;
  /** Sites asked since then belong to the round of polls that is under way; `null` between two rounds. */
  roundAt: Instant | null;
  roundCalls: number;
  /** Whether the next round is the first of this process, whose place in the interval is the link's own. */
  isFirstRound: boolean;
  discoverAt: Instant;
  historyAt: Instant;
  /** When the history calls made so far will have been earned. */
  historyEarnedAt: Instant;
  historyFailures: number;
  /** Settled days and gaps take turns. */
  lastHistory: "re_read" | "fill";
  /** History waits because calls are short, not because it failed. */
  isHistoryShort: boolean;
  sites: readonly SiteState[];
}

export function newSite(key: string, timeZone: string, now: Instant): SiteState {
  return {
    key,
    timeZone,
    devices: [],
    hasHistory: true,
    newestAt: now,
    answeredAt: now,
    askedAt: 0,
    settledUntil: now,
    weekUntil: now,
    cause: null,
    fault: null,
    historyFault: null,
    pausedUntil: 0,
    historyPausedUntil: 0,
    reReadFailures: 0,
    reReadAt: 0,
    strangers: null,
    missing: new Map(),
    gaps: [],
  };
}

export function newState(now: Instant): LinkState {
  return {
    costs: { poll: 1, history: 1, discover: 1 },
    discoveredAt: 0,
    lastPolledAt: null,
    loginReason: null,
    quotaUntil: 0,
    failures: 0,
    retryAt: 0,
    fault: null,
    notice: null,
    pollAt: now,
    roundAt: null,
    roundCalls: 0,
    isFirstRound: true,
    discoverAt: now,
    historyAt: now,
    historyEarnedAt: now,
    historyFailures: 0,
    lastHistory: "fill",
    isHistoryShort: false,
    sites: [],
  };
}
