import { HOUR_MS, type PointDefinition } from "@solarmon/core";

/** How a counter behaves. Amounts are whole steps of the point's resolution, so that sums are exact. */
export interface CounterRules {
  /** Values at which the display starts again at 0, ascending; empty where none is known. */
  readonly moduli: readonly number[];
  /** Most it can count in a millisecond; `Infinity` while the device's rating is unknown. */
  readonly maxPerMs: number;
  /** Starts again at 0 each local day. */
  readonly resetsDaily: boolean;
  /** Believed in one step however little a total showed before: what a new device makes first. */
  readonly firstStep: number;
}

/** A reading's energy may belong to a longer time than the step: loggers hold values back. */
const RATING_SLACK = 1.25;

/** Later steps are small beside what a total shows; the way back from a false 0 is not. */
const FIRST_STEP_WH = 10_000;

const UNITS_WH = [1, 10, 100, 1_000];
const MODULI_WH: readonly number[] = [
  ...UNITS_WH.map((unit) => 2 ** 16 * unit),
  ...UNITS_WH.map((unit) => 2 ** 32 * unit),
  ...[6, 7, 8, 9, 10, 11, 12].map((digits) => 10 ** digits),
].toSorted((a, b) => a - b);

/**
 * The rules for a counter point.
 *
 * Energy totals may roll over at 16 or 32 bits of 1 Wh to 1 kWh and at powers of ten of 1 kWh to 1 TWh less one
 * step; other counters only reset.
 *
 * @param ratedPowerW - AC rating of the device [W]; bounds what one step of its AC energy can be
 */
export function counterRules(point: PointDefinition, ratedPowerW: number | null): CounterRules {
  const isEnergy = point.unit === "Wh";
  const isRated = isEnergy && ratedPowerW !== null && point.name.startsWith("ac");
  const scale = Math.round(1 / point.resolution);
  const isTotal = isEnergy && !point.resetsDaily;
  return {
    moduli: isTotal ? MODULI_WH.map((modulus) => modulus * scale) : [],
    maxPerMs: isRated ? (ratedPowerW * RATING_SLACK * scale) / HOUR_MS : Number.POSITIVE_INFINITY,
    resetsDaily: point.resetsDaily ?? false,
    firstStep: isTotal ? FIRST_STEP_WH * scale : Number.POSITIVE_INFINITY,
  };
}
