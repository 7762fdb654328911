import { DAY_MS } from "../calendar.ts";
import { rowsOf } from "../column.ts";
import { median } from "../statistics/quantile.ts";
import { rollingMedianByRows } from "../statistics/rolling.ts";
import { markCleanings, markOutages, type SoilingIntervalOptions } from "./cleanings.ts";

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
