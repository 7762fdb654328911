import type { QuotaRule } from "./quota/quota-rule.ts";

/**
 * How far a connector goes, computed by the suite in `./testing`.
 *
 * - `bronze` replies, units, times, errors · `silver` also logging in again, quotas, history
 * - `gold` also settled days again, discovery, diagnostics, reasons for what is missing
 */
export type ConnectorLevel = "bronze" | "silver" | "gold";

/** How a link proves who it is. */
export type AuthKind = "none" | "basic" | "api_key" | "token" | "session" | "oauth2" | "signature";

/** One thing a person tells when connecting. */
export interface SettingRule {
  /** In camelCase, e.g. `apiKey`. */
  readonly name: string;
  /** For people: what it is, and where to find it. */
  readonly text: string;
  readonly isSecret: boolean;
  readonly isRequired: boolean;
  /**
   * The vendor takes it once and issues tokens in its place, e.g. a refresh token: what came for it is kept from trying
   * to connecting, and over a sign-in that changes something else.
   */
  readonly isOneTime?: boolean;
  /** Taken when nothing is given. */
  readonly default?: string;
  readonly example?: string;
}

/** A connector as data: what people, schedulers and documents need to know. */
export interface ConnectorDescription {
  /** Name in commands, e.g. `solaredge`. */
  readonly vendor: string;
  /** For people, e.g. `SolarEdge`. */
  readonly name: string;
  readonly level: ConnectorLevel;
  /** `recorded`: proven on replies of real devices · `documented`: by the vendor's documents only. */
  readonly evidence: "recorded" | "documented";
  readonly auth: AuthKind;
  readonly settings: readonly SettingRule[];
  /** Limits that the vendor sets per {@link Connector.quotaKeyOf}. Empty for a device of one's own. */
  readonly quotas: readonly QuotaRule[];
  /** Calls at once; `null` where there is no limit. */
  readonly maxConcurrent: number | null;
  /** Newer values come no faster than this [ms]. */
  readonly pollIntervalMs: number;
  /** Whether there is anything to read without sun: meters, batteries. */
  readonly isPolledAtNight: boolean;
  /** After so long the vendor's data do not change any more [ms]; 0 when they never do. */
  readonly settleMs: number;
  /** How far back the vendor keeps readings [ms]; 0 when it keeps none. */
  readonly historyMs: number;
  /** Longest span that one `history` call should be asked for [ms]. */
  readonly historySpanMs: number;
}
