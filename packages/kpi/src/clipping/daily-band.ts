import type { DayRuns } from "../local-days.ts";
import { quantileInPlace } from "../statistics/quantile.ts";

/** Lowest and highest power at which a day clips; `NaN` on a day that does not. */
export interface Band {
  readonly low: number;
  readonly high: number;
}

const NO_BAND: Band = { low: Number.NaN, high: Number.NaN };

/** Which of a day's flagged powers bound its band. */
export type BandOf = (flagged: Float64Array, dayRows: number) => Band;

export const extremesBand: BandOf = (flagged) => {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of flagged) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return flagged.length > 0 ? { low, high } : NO_BAND;
};

/** Quantile of the flagged powers above a thousandth of that quantile of the whole day, other rows counting as 0. */
function robustQuantileOfDay(flagged: Float64Array, dayRows: number, probability: number): number {
  const day = new Float64Array(dayRows);
  day.set(flagged);
  const small = quantileInPlace(day, probability) / 1000;
  return quantileInPlace(
    flagged.filter((value) => value > small),
    probability,
  );
}

export const robustBand: BandOf = (flagged, dayRows) =>
  flagged.length === 0
    ? NO_BAND
    : {
        low: robustQuantileOfDay(flagged, dayRows, 0.075),
        high: robustQuantileOfDay(flagged, dayRows, 0.99),
      };

/** The band of every day, from the rows that `isFlagged`. */
export function dailyBands(
  values: Float64Array,
  isFlagged: (row: number) => boolean,
  { bounds }: DayRuns,
  bandOf: BandOf,
): Band[] {
  const held = new Float64Array(values.length);
  const bands: Band[] = [];
  for (let day = 0; day + 1 < bounds.length; day++) {
    const start = bounds[day]!;
    const end = bounds[day + 1]!;
    let count = 0;
    for (let row = start; row < end; row++) {
      const value = values[row]!;
      if (value === value && isFlagged(row)) held[count++] = value;
    }
    bands.push(count === 0 ? NO_BAND : bandOf(held.subarray(0, count), end - start));
  }
  return bands;
}
