import type { QuotaRule } from "@solarmon/connectors-kit";
import { DAY_MS, MINUTE_MS } from "@solarmon/core";
import { DEVICES } from "./points.ts";

/** What is to know about the northbound interface. Sources of the facts stand in the README. */
export interface VendorFacts {
  readonly name: string;
  /** A session ends so long after its log-in; newer servers extend it with each call [ms]. */
  readonly sessionMs: number;
  /** More log-ins in this time are refused [ms]. */
  readonly loginWindowMs: number;
  readonly loginsPerWindow: number;
  /** Values are as old as this, and a row of the history is as long [ms]. */
  readonly stepMs: number;
  readonly plantsPerCall: number;
  readonly devicesPerCall: number;
  readonly historyDevices: number;
  /** Longest span of a call for the history [ms]. */
  readonly historySpanMs: number;
  /** Older than a year is refused; a day is kept as a spare [ms]. */
  readonly historyMs: number;
  /** Loggers without connection send late [ms]. */
  readonly settleMs: number;
  readonly quotas: readonly QuotaRule[];
}

/** Counted for each interface: of N plants and D devices of a type, at least so much as is allowed for one. */
const FIVE_MINUTES = { limit: 1, period: "minute", periods: 5 } as const;
const A_DAY = { period: "day" } as const;

export const VENDOR: VendorFacts = {
  name: "fusionsolar",
  sessionMs: 30 * MINUTE_MS,
  loginWindowMs: 10 * MINUTE_MS,
  loginsPerWindow: 5,
  stepMs: 5 * MINUTE_MS,
  plantsPerCall: 100,
  devicesPerCall: 100,
  historyDevices: 10,
  historySpanMs: 3 * DAY_MS,
  historyMs: 364 * DAY_MS,
  settleMs: 2 * DAY_MS,
  quotas: [
    // Some hosts refuse a second call of any interface within a minute.
    { name: "minute", limit: 1, period: "minute" },
    ...[...DEVICES.keys()].map((type) => ({
      name: `getDevRealKpi of type ${type}`,
      ...FIVE_MINUTES,
      of: `getDevRealKpi/${type}`,
    })),
    { name: "getStationRealKpi", ...FIVE_MINUTES, of: "getStationRealKpi" },
    { name: "getStationList", limit: 24, ...A_DAY, of: "getStationList" },
    { name: "stations", limit: 24, ...A_DAY, of: "stations" },
    { name: "getDevList", limit: 25, ...A_DAY, of: "getDevList" },
    { name: "getDevHistoryKpi", limit: 25, ...A_DAY, of: "getDevHistoryKpi" },
  ],
};
