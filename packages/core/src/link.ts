import { SolarmonError } from "./errors.ts";
import type { Id } from "./ids.ts";
import type { Instant, Span } from "./time.ts";

/**
 * How a link is getting on.
 *
 * - `new` never polled · `ok` · `degraded` part of it fails
 * - `needs_login` a person must log in again; nothing is asked until then
 * - `waiting_for_quota` the vendor's budget is spent until `until` · `unreachable` no connection, or the vendor is down
 */
export type LinkHealth =
  | "new"
  | "ok"
  | "degraded"
  | "needs_login"
  | "waiting_for_quota"
  | "unreachable";

/** A vendor's site and the plant that its readings belong to. */
export interface LinkSite {
  /** The vendor's own key. */
  readonly key: string;
  readonly plantId: Id;
}

/** A credential at a vendor, with the sites that are read through it. Secrets are in the secret store. */
export interface Link {
  readonly id: Id;
  readonly tenantId: Id;
  /** e.g. `solaredge`. */
  readonly vendor: string;
  /** Unique within the tenant. */
  readonly name: string;
  /** Without the secret ones. */
  readonly settings: Readonly<Record<string, string>>;
  readonly sites: readonly LinkSite[];
  readonly status: LinkStatus;
  readonly createdAt: Instant;
}

/** How a link is getting on, as its jobs tell it. Plain data. */
export interface LinkStatus {
  readonly health: LinkHealth;
  /** For people; `null` when all is well. Of a link that is `ok`: what is worth knowing. */
  readonly reason: string | null;
  /** When it is tried again, where that is known. */
  readonly until: Instant | null;
  readonly lastPolledAt: Instant | null;
  /** What was done and what is still to do, as the jobs of the connectors kit write it; `null` before the first. */
  readonly progress: string | null;
  /** What is missing and what became of it, oldest first; a bounded number. */
  readonly gaps?: readonly LinkGap[];
  /** Newest first, a few; how often each came. */
  readonly problems?: readonly LinkProblem[];
}

/**
 * - `first_connect` from before the link · `unreachable` no connection, or the vendor was down · `quota` no calls left
 * - `login` nobody was logged in · `site_failed` the vendor refused this site · `no_data` it answered without data
 * - `not_running` nobody asked · `requested` by a person
 */
export type LinkGapCause =
  | "first_connect"
  | "unreachable"
  | "quota"
  | "login"
  | "site_failed"
  | "no_data"
  | "not_running"
  | "requested";

/** A stretch of time without readings of a site, as the jobs of the connectors kit tell it. */
export interface LinkGap extends Span {
  readonly siteKey: string;
  readonly cause: LinkGapCause;
  /** `vendor_has_none`: the vendor keeps no readings of then; counters still tell the energy as a whole. */
  readonly state: "not_started" | "waiting_for_quota" | "partly" | "filled" | "vendor_has_none";
  /** Up to here it is filled; `start` when nothing is. */
  readonly filledUntil: Instant;
}

/** What a vendor's replies hold that could not be taken, as the connector explains it. */
export interface LinkProblem {
  readonly siteKey: string;
  /** e.g. `unknown_unit` */
  readonly code: string;
  /** Where in the reply. */
  readonly path: string;
  readonly detail: string;
  /** Times it came since the link was opened. */
  readonly count: number;
  /** The last time. */
  readonly seenAt: Instant;
}

/** Of a link that was added a moment ago. */
export const NEW_LINK_STATUS: LinkStatus = {
  health: "new",
  reason: null,
  until: null,
  lastPolledAt: null,
  progress: null,
};

/** What may be changed of a link; what is left out stays. */
export type LinkChange = Partial<Pick<Link, "name" | "settings" | "sites">>;

/**
 * Stores call this before they write.
 *
 * @throws {@link SolarmonError} `invalid_argument` when a vendor's site is named twice: its readings would have two plants
 */
export function requireSitesOnce(sites: readonly LinkSite[]): void {
  const keys = new Set<string>();
  for (const { key } of sites) {
    if (keys.has(key))
      throw new SolarmonError("invalid_argument", `the site ${key} is given twice. Name it once.`);
    keys.add(key);
  }
}
