import { rowsOf } from "../column.ts";
import { commonStepMs, localMinute, MINUTE_MS, type LocalDays } from "../local-days.ts";
import { outMask, type Mask, type MaskInto } from "../mask.ts";
import { median, quantileInPlace } from "../statistics/quantile.ts";

/** Limits of {@link thresholdClipping}. */
export interface ThresholdClippingOptions extends LocalDays, MaskInto {
  /** Largest slope of the normalised day's curve between two of its points. Default 0.0035. */
  readonly slopeMax?: number;
  /** A plateau lies above this share of the curve's median. Default 0.75. */
  readonly powerMin?: number;
  /** Quantile of each minute's powers that makes the curve. Default 0.995. */
  readonly powerProbability?: number;
}

/** A plateau shorter than this is no evidence [min]. */
const SHORTEST_PLATEAU_MINUTES = 60;

interface Curve {
  readonly minutes: readonly number[];
  readonly powers: Float64Array;
}

/** High quantile of the power at each minute of the day that has any. */
function dayCurve(
  timesMs: Float64Array,
  power: Float64Array,
  offsetMs: number,
  probability: number,
): Curve {
  const byMinute = new Map<number, number[]>();
  for (let row = 0; row < power.length; row++) {
    const value = power[row]!;
    if (!(value >= 0)) continue;
    const minute = localMinute(timesMs[row]!, offsetMs);
    const held = byMinute.get(minute);
    if (held) held.push(value);
    else byMinute.set(minute, [value]);
  }
  const minutes = [...byMinute.keys()].toSorted((a, b) => a - b);
  const powers = Float64Array.from(minutes, (minute) =>
    quantileInPlace(Float64Array.from(byMinute.get(minute) ?? []), probability),
  );
  return { minutes, powers };
}

/**
 * Mean power of the longest flat stretch of the curve, `NaN` when it is too short. Each stretch includes the point
 * before it, at which the slope was still steep: so does the reference.
 */
function plateau(
  { minutes, powers }: Curve,
  stepMinutes: number,
  slopeMax: number,
  floor: number,
): number {
  const peak = powers.reduce((high, power) => Math.max(high, power), 0);
  let best = { start: 0, end: 0 };
  let start = 0;
  for (let index = 0; index <= minutes.length; index++) {
    const rise = (powers[index]! - powers[index - 1]!) / peak;
    const slope = (rise / (minutes[index]! - minutes[index - 1]!)) * stepMinutes;
    const isFlat = Math.abs(slope) <= slopeMax && powers[index]! > floor;
    if (isFlat) continue;
    if (index - start > best.end - best.start) best = { start, end: index };
    start = index;
  }
  const length = minutes[best.end - 1]! - minutes[best.start]!;
  if (!(length >= SHORTEST_PLATEAU_MINUTES)) return Number.NaN;
  const stretch = powers.subarray(best.start, best.end);
  return stretch.reduce((sum, power) => sum + power, 0) / stretch.length;
}

/**
 * Flags power at or above the plateau of the plant's typical best day; nothing when there is no plateau of an hour.
 *
 * @param timesMs - epoch ms, ascending; minutes of the day are local with `utcOffsetMinutes`
 * @param powerW - AC power [W]; any unit
 * @returns 1: clipped; `NaN` and night are not
 * @see PVAnalytics 0.2.3, `features.clipping.threshold`
 * @example
 * const timesMs = Float64Array.from({ length: 96 }, (_, index) => index * 900_000);
 * const power = timesMs.map((_, index) => Math.min(3000, Math.max(0, 5000 * Math.sin(((index - 24) * Math.PI) / 48))));
 * thresholdClipping(timesMs, power)[48]; // 1
 */
export function thresholdClipping(
  timesMs: Float64Array,
  powerW: Float64Array,
  options: ThresholdClippingOptions = {},
): Mask {
  const { slopeMax = 0.0035, powerMin = 0.75, powerProbability = 0.995 } = options;
  const offsetMs = (options.utcOffsetMinutes ?? 0) * MINUTE_MS;
  const clipped = outMask(options.out, rowsOf(timesMs, powerW));
  const curve = dayCurve(timesMs, powerW, offsetMs, powerProbability);
  const stepMinutes = commonStepMs(timesMs) / MINUTE_MS;
  const level = plateau(curve, stepMinutes, slopeMax, median(curve.powers) * powerMin);
  for (let row = 0; row < clipped.length; row++) {
    clipped[row] = powerW[row]! >= level ? 1 : 0;
  }
  return clipped;
}
