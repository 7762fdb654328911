import { quantile } from "../statistics/quantile.ts";

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

/** Last day before, and first day after, a gap of more than `limit` days. */
export function markOutages(values: Float64Array, limit: number, cleaning: Uint8Array): void {
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

/** Flags days on which the median rises like an outlier, or rain falls, as the criterion says. */
export function markCleanings(
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
