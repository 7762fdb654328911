import { DAY_MS } from "../calendar.ts";
import { rowsOf } from "../column.ts";
import { median, quantile } from "../statistics/quantile.ts";
import { rollingMedianByRows } from "../statistics/rolling.ts";

/** How a series is cut into soiling intervals. */
export interface SoilingIntervalOptions {
  /** Days of the rolling median, and longest gap inside an interval. Odd: an even number marks some cleanings twice. Default 13. */
  readonly dayScale?: number;
  /** Rise of the rolling median that is a cleaning [1]. Default: an outlier among all its changes. */
  readonly cleanThreshold?: number;
  /** Interquartile ranges above the third quartile that make such an outlier. Default 1.5. */
  readonly outlierFactor?: number;
  /** Divide by the median of the first 365 days. Default true. */
  readonly recenter?: boolean;
  /** What ends an interval: a rise of the median, rain, or both together within a day. Default "shift". */
  readonly cleanCriterion?:
    | "shift"
    | "precipitation"
    | "precipitation-and-shift"
    | "precipitation-or-shift";
  /** Daily rain [mm]; needed by the criteria that name it. */
  readonly precipitationMm?: Float64Array;
  /** Rain above this cleans [mm]. Default 0.01. */
  readonly precipitationThresholdMm?: number;
}

/** Days between the first and the last with a yield. */
export interface DailySoiling {
  readonly firstDayAt: number;
  readonly renormalizingFactor: number;
  /** Recentred yield; 0 where it is missing. */
  readonly normalized: Float64Array;
  /** 0 where it is missing. */
  readonly insolation: Float64Array;
  /** Centred rolling median of the filled yield; 0 where there is none. */
  readonly rollingMedian: Float64Array;
  /** Change of it from the day before; 0 where there is none. */
  readonly change: Float64Array;
  /** 1 on the first day of an interval. */
  readonly cleaning: Uint8Array;
  /** Number of the interval of each day. */
  readonly run: Int32Array;
}

function requireDays(timesMs: Float64Array): void {
  for (let row = 1; row < timesMs.length; row++) {
    if (timesMs[row]! - timesMs[row - 1]! !== DAY_MS) {
      throw new RangeError(
        `row ${row} is not a day after the one before: give one row a day, NaN where missing`,
      );
    }
  }
}

/** Repeats the last number over at most `limit` missing days. */
function forwardFill(values: Float64Array, limit: number): Float64Array {
  const filled = values.slice();
  let age = Number.POSITIVE_INFINITY;
  let last = Number.NaN;
  for (let day = 0; day < values.length; day++) {
    const value = values[day]!;
    if (value === value) {
      last = value;
      age = 0;
    } else if (++age <= limit) filled[day] = last;
  }
  return filled;
}

/** Last day before, and first day after, a gap of more than `limit` days. */
function markOutages(values: Float64Array, limit: number, cleaning: Uint8Array): void {
  let last = 0;
  for (let day = 1; day < values.length; day++) {
    if (Number.isNaN(values[day])) continue;
    if (day - last - 1 > limit) {
      cleaning[last] = 1;
      cleaning[day] = 1;
    }
    last = day;
  }
}

function isRain(rain: Float64Array | undefined, day: number, thresholdMm: number): boolean {
  return (rain?.[day] ?? 0) > thresholdMm;
}

function markCleanings(
  change: Float64Array,
  rain: Float64Array | undefined,
  options: SoilingIntervalOptions,
  cleaning: Uint8Array,
): void {
  const {
    cleanCriterion = "shift",
    precipitationThresholdMm = 0.01,
    outlierFactor = 1.5,
  } = options;
  const sizes = change.map(Math.abs);
  const third = quantile(sizes, 0.75);
  const threshold =
    options.cleanThreshold ?? third + outlierFactor * (third - quantile(sizes, 0.25));
  const wet = (day: number): boolean => isRain(rain, day, precipitationThresholdMm);
  for (let day = 0; day < change.length; day++) {
    const shifted = change[day]! > threshold;
    const cleaned = {
      shift: shifted,
      precipitation: wet(day),
      "precipitation-or-shift": shifted || wet(day),
      "precipitation-and-shift": shifted && (wet(day - 1) || wet(day) || wet(day + 1)),
    }[cleanCriterion];
    if (cleaned) cleaning[day] = 1;
  }
}

function zeroForMissing(values: Float64Array): Float64Array {
  return values.map((value) => (value === value ? value : 0));
}

function isNumber(value: number): boolean {
  return value === value;
}

/** Recentres the yield, finds cleanings and outages and numbers the intervals between them. */
export function dailySoiling(
  timesMs: Float64Array,
  energyNormalized: Float64Array,
  insolation: Float64Array,
  options: SoilingIntervalOptions,
): DailySoiling {
  rowsOf(timesMs, energyNormalized, insolation, options.precipitationMm);
  requireDays(timesMs);
  const { dayScale = 13, recenter = true } = options;
  const start = energyNormalized.findIndex(isNumber);
  const end = energyNormalized.findLastIndex(isNumber) + 1;
  if (start < 0) throw new RangeError("every daily yield is missing");
  const yields = energyNormalized.slice(start, end);
  const renormalizingFactor = recenter ? median(yields.subarray(0, 365)) : 1;
  const normalized = yields.map((value) => value / renormalizingFactor);
  const rollingMedian = rollingMedianByRows(forwardFill(normalized, dayScale), dayScale);
  const change = rollingMedian.map((value, day) =>
    day > 0 ? value - rollingMedian[day - 1]! : Number.NaN,
  );
  const cleaning = new Uint8Array(normalized.length);
  markCleanings(change, options.precipitationMm?.subarray(start, end), options, cleaning);
  markOutages(normalized, dayScale, cleaning);
  let run = 0;
  return {
    firstDayAt: timesMs[start]!,
    renormalizingFactor,
    normalized: zeroForMissing(normalized),
    insolation: zeroForMissing(insolation.subarray(start, end)),
    rollingMedian: zeroForMissing(rollingMedian),
    change: zeroForMissing(change),
    cleaning,
    run: Int32Array.from(cleaning, (isFirst) => (run += isFirst)),
  };
}
