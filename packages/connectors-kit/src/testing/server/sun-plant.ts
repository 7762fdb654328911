import { DAY_MS, HOUR_MS, type Instant, type Span } from "@solarmon/core";
import type { StandInFault } from "../stand-in.ts";

const SUN_MS = 14 * HOUR_MS;
/** Inverters of stand-ins were installed so many weeks after 1970: in October 2019. */
const FIRST_WEEK = 2_600;
/** Share of a fair day, day after day of a week: days differ, and still every sum is known. */
const DAY_SHARES = [1, 0.62, 0.87, 0.31, 0.95, 0.74, 0.48];
/** Lifetime counters of stand-ins run over here, far inside what a point may be. */
const HIGHEST_WH = 10_000_000;
const BEFORE_ROLLOVER_WH = 500;

/** What an inverter of a stand-in makes. */
export interface SunPlantOptions {
  /** When the sun stands highest; each day the same. It is up for 14 hours. */
  readonly noonAt: Instant;
  /** Energy of a fair day [Wh], whole. Others of the week have less. */
  readonly fairDayWh: number;
}

/**
 * An inverter whose energy is a whole number of Wh at each instant, worked out and not added up: the same for whoever
 * asks, however often.
 */
export class SunPlant {
  readonly #weekWh: number;
  readonly #dayWh: readonly number[];
  readonly #dawnAt: Instant;
  #fault: StandInFault | null = null;
  #wrongSinceWh = 0;

  constructor({ noonAt, fairDayWh }: SunPlantOptions) {
    this.#dayWh = DAY_SHARES.map((share) => Math.round(fairDayWh * share));
    this.#weekWh = this.#dayWh.reduce((sum, wh) => sum + wh, 0);
    this.#dawnAt = (noonAt - SUN_MS / 2) % DAY_MS;
  }

  /** All it ever made [Wh]; only grows. */
  totalWh(at: Instant): number {
    const { day, share } = this.#sun(at);
    const week = Math.floor(day / 7);
    const before = this.#dayWh.slice(0, day - 7 * week).reduce((sum, wh) => sum + wh, 0);
    const risen = share - Math.sin(2 * Math.PI * share) / (2 * Math.PI);
    return (week - FIRST_WEEK) * this.#weekWh + before + Math.floor(this.#today(day) * risen);
  }

  energyWh({ start, end }: Span): number {
    return this.totalWh(end) - this.totalWh(start);
  }

  /** Power at an instant [W], whole; 0 without sun. */
  powerW(at: Instant): number {
    const { day, share } = this.#sun(at);
    const hours = SUN_MS / HOUR_MS;
    return Math.round((this.#today(day) / hours) * (1 - Math.cos(2 * Math.PI * share)));
  }

  isSunUp(at: Instant): boolean {
    const { share } = this.#sun(at);
    return share > 0 && share < 1;
  }

  /** What its lifetime counter shows [Wh]: the total, unless it was told to go wrong. */
  counterWh(at: Instant): number {
    const sinceWh = this.totalWh(at) - this.#wrongSinceWh;
    if (this.#fault === "counter-reset") return sinceWh;
    if (this.#fault === "counter-rollover")
      return (HIGHEST_WH - BEFORE_ROLLOVER_WH + sinceWh) % HIGHEST_WH;
    return this.totalWh(at);
  }

  /** Counters go wrong from now on; other faults leave them as they are. */
  misbehave(fault: StandInFault | null, now: Instant): void {
    this.#fault = fault;
    this.#wrongSinceWh = this.totalWh(now);
  }

  #today(day: number): number {
    return this.#dayWh[day % 7] ?? 0;
  }

  /** Number of the day, from dawn to dawn, and how much of the sun's way is done: 0–1. */
  #sun(at: Instant): { readonly day: number; readonly share: number } {
    const sinceDawn = at - this.#dawnAt;
    const day = Math.floor(sinceDawn / DAY_MS);
    return { day, share: Math.min(1, (sinceDawn - day * DAY_MS) / SUN_MS) };
  }
}
