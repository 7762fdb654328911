import type { DayRuns } from "../local-days.ts";
import { forwardRangePercent } from "./rolling-range.ts";

/** Features of a row, in the order of the model. */
export const FEATURES = 16;

/** Values between 0 (lowest) and 1 (highest). */
export function scaleToUnit(values: Float64Array): Float64Array {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return values.map((value) => (value - low) / (high - low));
}

/** Highest value of the row's day. */
export function dailyMaxima(values: Float64Array, { bounds }: DayRuns): Float64Array {
  const maxima = new Float64Array(values.length);
  for (let day = 0; day + 1 < bounds.length; day++) {
    const start = bounds[day]!;
    const end = bounds[day + 1]!;
    let highest = Number.NEGATIVE_INFINITY;
    for (let row = start; row < end; row++) {
      if (values[row]! > highest) highest = values[row]!;
    }
    maxima.fill(highest === Number.NEGATIVE_INFINITY ? Number.NaN : highest, start, end);
  }
  return maxima;
}

/** Windows of the model by the data's step. */
function featureWindow(stepMinutes: number): number {
  if (stepMinutes < 10) return 5;
  return stepMinutes < 60 ? 3 : 2;
}

function differences(values: Float64Array): Float64Array {
  return values.map((value, row) => (row > 0 ? value - values[row - 1]! : Number.NaN));
}

/** Statistics of the centred window around a row, written to `into`: mean, deviation, median, min, max. */
function windowStatistics(
  values: Float64Array,
  row: number,
  window: number,
  sorted: Float64Array,
): void {
  const start = row + ((window - 1) >> 1) - window + 1;
  if (start < 0 || start + window > values.length) {
    sorted.fill(Number.NaN);
    return;
  }
  for (let index = 0; index < window; index++) sorted[index] = values[start + index]!;
  sorted.sort();
}

function meanOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

function deviationOf(values: Float64Array, mean: number): number {
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  return Math.sqrt(squares / (values.length - 1));
}

/** What the features are made of besides the values. */
export interface FeatureContext {
  readonly stepMinutes: number;
  readonly modelStepMinutes: number;
  readonly isTracking: boolean;
  readonly days: DayRuns;
}

/**
 * The 16 features of every row of a regular series, row after row; a row with a missing one has `NaN` first.
 *
 * The order is that of the model file: steps to the neighbours, the same of the rolling mean, data step, mounting,
 * value, rolling mean, day's maximum and share of it, rolling range, then spread, mean, median, minimum and maximum of
 * the steps.
 */
export function treeFeatures(power: Float64Array, context: FeatureContext): Float32Array {
  const window = featureWindow(context.stepMinutes);
  const scaled = scaleToUnit(power);
  const steps = differences(scaled);
  const sorted = new Float64Array(window);
  const rolling = scaled.map((_, row) => {
    windowStatistics(scaled, row, window, sorted);
    return meanOf(sorted);
  });
  const rollingSteps = differences(rolling);
  const ranges = forwardRangePercent(scaled, window);
  const maxima = dailyMaxima(scaled, context.days);
  const features = new Float32Array(power.length * FEATURES);
  const half = window >> 1;
  for (let row = 0; row < power.length; row++) {
    windowStatistics(steps, row, window, sorted);
    const mean = meanOf(sorted);
    const middle = sorted[half]!;
    const value = scaled[row]!;
    const forward = row > 0 ? (steps[row + 1] ?? Number.NaN) : Number.NaN;
    const rollingForward = row > 0 ? (rollingSteps[row + 1] ?? Number.NaN) : Number.NaN;
    const record = [
      steps[row]!,
      forward,
      rollingSteps[row]!,
      rollingForward,
      context.modelStepMinutes,
      context.isTracking ? 1 : 0,
      value,
      rolling[row]!,
      maxima[row]!,
      value / (maxima[row]! + 0.00001),
      ranges[row]!,
      deviationOf(sorted, mean),
      mean,
      window % 2 === 1 ? middle : (sorted[half - 1]! + middle) / 2,
      sorted[0]!,
      sorted[window - 1]!,
    ];
    features.set(record, row * FEATURES);
    if (record.some(Number.isNaN)) features[row * FEATURES] = Number.NaN;
  }
  return features;
}
