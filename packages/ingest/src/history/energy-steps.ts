import type { LocalCalendar, PointDefinition, PointRollup, RollupRow } from "@solarmon/core";
import { counterIncrease } from "../energy/counter-increase.ts";
import { type CounterRules, counterRules } from "../energy/counter-rules.ts";

/** What a counter counted in one row after the other, the steps over their borders included. */
export class EnergySteps {
  readonly #point: PointDefinition;
  readonly #calendar: LocalCalendar;
  readonly #rules: CounterRules;
  readonly #scale: number;
  #before: PointRollup | undefined;

  constructor(point: PointDefinition, calendar: LocalCalendar, ratedPowerW: number | null) {
    this.#point = point;
    this.#calendar = calendar;
    this.#rules = counterRules(point, ratedPowerW);
    this.#scale = Math.round(1 / point.resolution);
  }

  /** Whether a value before the next row is known, so that its border can be counted. */
  get isPrimed(): boolean {
    return this.#before !== undefined;
  }

  /** Takes the row before the first one that counts. */
  prime(row: RollupRow): void {
    this.#before = row.points[this.#point.name] ?? this.#before;
  }

  /** What was counted from the value before the row to its last one; `NaN` for a row without values. */
  next(row: RollupRow): number {
    const point = row.points[this.#point.name];
    if (!point) return Number.NaN;
    const border = this.#before ? this.#border(this.#before, point) : 0;
    this.#before = point;
    return border + point.increase;
  }

  #border(before: PointRollup, after: PointRollup): number {
    const elapsedMs = after.firstAt - before.lastAt;
    const crossesMidnight = before.lastAt < this.#calendar.day(after.firstAt).start;
    const [from, to] = [before.last * this.#scale, after.first * this.#scale];
    return counterIncrease(from, to, elapsedMs, this.#rules, crossesMidnight) / this.#scale;
  }
}
