import { pointByCode, pointByName } from "@solarmon/core";
import { type CounterRules, counterRules } from "../energy/counter-rules.ts";

const CODES = 128;
const NO_SLOT = -1;
const UNKNOWN_POINT = -2;

/**
 * Which of a device's points stands in which slot of its accumulators. Slots are given in order of appearance and
 * stay, so that accumulators of one device can be merged slot by slot.
 */
export class PointLayout {
  readonly names: string[] = [];
  /** Whole steps of the point's resolution in one unit. */
  readonly scales: number[] = [];
  /** Of counters; `null` for points whose time integral is taken. */
  readonly rules: (CounterRules | null)[] = [];
  readonly #slots = new Int16Array(CODES).fill(NO_SLOT);
  readonly #ratedPowerW: number | null;

  constructor(ratedPowerW: number | null) {
    this.#ratedPowerW = ratedPowerW;
  }

  /** The slot of a point's code, below 0 for a code of a later version. */
  slot(code: number): number {
    const slot = this.#slots[code] ?? UNKNOWN_POINT;
    return slot === NO_SLOT ? this.#add(code) : slot;
  }

  /** The slot of a point's name, below 0 for a name of a later version. */
  slotOfName(name: string): number {
    const point = pointByName(name);
    return point ? this.slot(point.code) : UNKNOWN_POINT;
  }

  #add(code: number): number {
    const point = pointByCode(code);
    if (!point) return (this.#slots[code] = UNKNOWN_POINT);
    const slot = this.names.push(point.name) - 1;
    this.scales.push(Math.round(1 / point.resolution));
    this.rules.push(point.kind === "counter" ? counterRules(point, this.#ratedPowerW) : null);
    return (this.#slots[code] = slot);
  }
}
