import type { QuotaRule } from "@solarmon/connectors-kit";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@solarmon/core";

/** Of the free tier, for each key or app; one call costs one credit. The vendor tells only what the minute has left. */
const QUOTAS: readonly QuotaRule[] = [
  { name: "minute", limit: 10, period: "minute" },
  { name: "month", limit: 2_000, period: "month" },
];

/** What is to know about the monitoring API V2. */
export interface VendorFacts {
  readonly name: string;
  /** Of the API. */
  readonly address: string;
  /** Page on which the owner of a site lets an app in. */
  readonly consentAddress: string;
  readonly quotas: readonly QuotaRule[];
  /** Means of a quarter of an hour are the finest there is [ms]. */
  readonly quarterMs: number;
  /** Longest range of quarters of an hour that one call may ask for [ms]. */
  readonly longestMs: number;
  /** Days that one call may ask for: a month, and the shortest has 28. */
  readonly longestDays: number;
  /** Values come late after an inverter lost its connection: mostly within two days, after a week hardly any [ms]. */
  readonly settleMs: number;
  /** No installation is older [ms]. */
  readonly historyMs: number;
  readonly sitesPerPage: number;
}

export const VENDOR: VendorFacts = {
  name: "solaredge",
  address: "https://monitoringapi.solaredge.com/v2",
  consentAddress: "https://connect.solaredge.com/authorize",
  quotas: QUOTAS,
  quarterMs: 15 * MINUTE_MS,
  longestMs: 12 * HOUR_MS,
  longestDays: 28,
  settleMs: 7 * DAY_MS,
  historyMs: 20 * 365 * DAY_MS,
  sitesPerPage: 1_000,
};
