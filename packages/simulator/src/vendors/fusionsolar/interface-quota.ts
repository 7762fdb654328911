import { DAY_MS, type Instant, MINUTE_MS } from "@solarmon/core";
import type { FusionsolarPlant } from "./fusionsolar-plant.ts";

interface Allowance {
  readonly calls: number;
  readonly periodMs: number;
}

/** What each interface of a day has beside its part for plants and devices. */
const SPARE = 24;

/** What the manual allows of each interface, by the number of plants and devices. */
export class InterfaceQuota {
  readonly #allowances: ReadonlyMap<string, Allowance>;
  readonly #calls = new Map<string, readonly Instant[]>();

  constructor(plants: readonly FusionsolarPlant[]) {
    const perHundred = Math.ceil(plants.length / 100);
    this.#allowances = new Map([
      ["getStationList", ofDay(0)],
      ["stations", ofDay(0)],
      ["getDevList", ofDay(perHundred)],
      ["getStationRealKpi", ofMinutes(perHundred)],
      ["getDevRealKpi", ofMinutes(batches(plants, 100))],
      ["getDevHistoryKpi", ofDay(batches(plants, 10))],
    ]);
  }

  /** Counts a call and says whether it is one too many. */
  isOver(path: string, now: Instant): boolean {
    const { calls, periodMs } = this.#allowances.get(path) ?? { calls: 0, periodMs: 0 };
    const recent = (this.#calls.get(path) ?? []).filter((at) => at > now - periodMs);
    this.#calls.set(path, [...recent, now]);
    return recent.length >= calls;
  }
}

function ofDay(calls: number): Allowance {
  return { calls: calls + SPARE, periodMs: DAY_MS };
}

function ofMinutes(calls: number): Allowance {
  return { calls, periodMs: 5 * MINUTE_MS };
}

/** Of each type of device so many calls as its devices need. */
function batches(plants: readonly FusionsolarPlant[], devicesPerCall: number): number {
  const measuring = plants.flatMap(({ listed }) => listed.filter(({ kind }) => kind !== null));
  const byType = Map.groupBy(measuring, ({ type }) => type);
  return [...byType.values()].reduce(
    (sum, { length }) => sum + Math.ceil(length / devicesPerCall),
    0,
  );
}
