import type { Instant, Span } from "@solarmon/core";
import type { KnownSite, LinkSettings } from "../connector.ts";

/**
 * How a stand-in goes wrong.
 *
 * - `unauthorized` 401 · `forbidden` 403 · `rate-limited` 429 with Retry-After · `server-error` 5xx, each in the vendor's form
 * - `busy` each answer takes 20 ms, so that calls meet · `slow` no answer in time
 * - `cut-off` half a body · `not-json` a web page where data should be
 * - `new-field` one more than ever seen · `missing-field` a required one is gone
 * - `no-data` an empty page · `nulls` a page whose values are all null, or the vendor's sentinel
 * - `duplicates` each row twice · `out-of-order` rows of a history not in the order of time
 * - `dead-device` one device of each site is silent
 * - `counter-reset` lifetime counters start again from 0 · `counter-rollover` they run over their highest value after
 *   another 500 Wh
 */
export type StandInFault =
  | "unauthorized"
  | "forbidden"
  | "rate-limited"
  | "server-error"
  | "busy"
  | "slow"
  | "cut-off"
  | "not-json"
  | "new-field"
  | "missing-field"
  | "no-data"
  | "nulls"
  | "duplicates"
  | "out-of-order"
  | "dead-device"
  | "counter-reset"
  | "counter-rollover";

/** A call as the stand-in saw it. */
export interface StandInCall {
  /** By the virtual clock. */
  readonly at: Instant;
  /** Method and path without its query. */
  readonly what: string;
  readonly status: number;
  /** Whether it was one more than the vendor allows. */
  readonly isOverQuota: boolean;
  /** Calls under way when it came, itself among them. */
  readonly concurrent: number;
}

/** A vendor's API on loopback whose plants' every Wh is known. */
export interface StandIn extends AsyncDisposable {
  /** What a link needs to reach it: address, keys. */
  readonly settings: LinkSettings;
  /** Sites of the account, with more than one page of them where the vendor pages. */
  readonly sites: readonly KnownSite[];
  /** What the site's inverters made [Wh] by the stand-in's own reckoning. */
  energyWh(siteKey: string, span: Span): number;
  /** From now on replies go wrong; `null` ends it. */
  misbehave(fault: StandInFault | null): void;
  readonly calls: readonly StandInCall[];
  /** Ends every token and key, as when an owner changes his password. */
  revoke(): void;
  /** The owner logs in again: settings that work now. */
  logInAgain(): LinkSettings;
  /** Every secret that it took or gave so far; none may show anywhere. */
  secrets(): readonly string[];
}

/** What a stand-in is made for. */
export interface StandInWorld {
  /** IANA zone of its sites. */
  readonly timeZone: string;
  /** When the sun stands highest; each day the same. */
  readonly noonAt: Instant;
  /**
   * Whether it holds to the vendor's quotas. Most laws are about something else and ask more than a vendor allows.
   * Default true.
   */
  readonly countsCalls?: boolean;
}
