import { energyFromPower } from "../energy/energy-from-power.ts";
import { medianStepMs } from "../energy/time-grid.ts";
import { type ErrorBounds, errorBounds } from "./error-bounds.ts";
import { fullOutages } from "./full-outages.ts";
import { type AvailabilityPeriod, availabilityPeriods } from "./availability-periods.ts";
import { judgeOutage, type Outage } from "./outage-judgement.ts";
import {
  type SubsystemLoss,
  subsystemLoss,
  type SubsystemLossOptions,
  type SubsystemRows,
} from "./subsystem-loss.ts";

/** Columns of regular rows; fill gaps with `NaN` rows first. */
export interface AvailabilityRows extends SubsystemRows {
  /** Epoch ms, ascending, regular. */
  readonly timesMs: Float64Array;
  /** Counter of the meter [Wh], recorded at the meter, so that it spans gaps of the data. */
  readonly meterWh: Float64Array;
  /** Expected power of the plant [W], from weather that does not fail with the plant. */
  readonly expectedW: Float64Array;
}

/** Options of {@link availabilityAnalysis}. */
export interface AvailabilityOptions extends SubsystemLossOptions {
  /** Quantiles of the error of expected energy; default 0.01 and 0.99. */
  readonly quantiles?: readonly [number, number];
  /** Borders of the periods told [epoch ms], one more than periods; default: the whole span. */
  readonly periodEdgesMs?: Float64Array;
}

/** Result of {@link availabilityAnalysis}. */
export interface Availability extends SubsystemLoss {
  /** Power lost in full outages [W]; `NaN` in those of unknown loss. */
  readonly systemLossW: Float64Array;
  readonly outages: readonly Outage[];
  readonly bounds: ErrorBounds;
  readonly periods: readonly AvailabilityPeriod[];
}

/** Energy of the step that ends at each row [Wh]; the first row has none. */
function stepEnergy(timesMs: Float64Array, powerW: Float64Array): Float64Array {
  const { energyWh } = energyFromPower(timesMs, powerW);
  const steps = new Float64Array(timesMs.length).fill(Number.NaN);
  steps.set(energyWh.subarray(0, timesMs.length - 1), 1);
  return steps;
}

function checkRegular({ timesMs, ...columns }: AvailabilityRows): void {
  const { systemW, meterWh, expectedW } = columns;
  if ([systemW, meterWh, expectedW].some((column) => column.length !== timesMs.length)) {
    throw new RangeError("times, power, meter and expectation differ in rows");
  }
  const stepMs = medianStepMs(timesMs);
  for (let row = 1; row < timesMs.length; row++) {
    const sinceLast = timesMs[row]! - timesMs[row - 1]!;
    if (sinceLast === stepMs) continue;
    throw new RangeError(`row ${row} is not one step after the last: fill gaps with NaN rows`);
  }
}

/** Errors of expected energy while the plant ran normally; `expectedW` is scaled to the plant first, in place. */
function learn(
  { timesMs, systemW }: AvailabilityRows,
  lossW: Float64Array,
  expectedW: Float64Array,
  quantiles: readonly [number, number],
): { readonly expectedWh: Float64Array; readonly bounds: ErrorBounds } {
  const rows = expectedW.length;
  const normal: number[] = [];
  let [expectedSum, actualSum] = [0, 0];
  for (let row = 0; row < rows; row++) {
    if (lossW[row] !== 0 || !(systemW[row]! > 0) || !(expectedW[row]! > 0)) continue;
    normal.push(row);
    expectedSum += expectedW[row]!;
    actualSum += systemW[row]!;
  }
  const scale = expectedSum / actualSum;
  for (let row = 0; row < rows; row++) expectedW[row] = expectedW[row]! / scale;
  const expectedWh = stepEnergy(timesMs, expectedW);
  const actualWh = stepEnergy(timesMs, systemW);
  const actual = Float64Array.from(normal, (row) => actualWh[row]!);
  const expected = Float64Array.from(normal, (row) => expectedWh[row]!);
  return { expectedWh, bounds: errorBounds(actual, expected, quantiles) };
}

/**
 * Energy lost by parts that stood still and by full outages, and the energy availability of periods.
 *
 * Parts are compared with those that run ({@link subsystemLoss}). When none runs, the meter decides: it moved less than
 * the lower bound of what weather led to expect: a real outage; it moved as expected: only the data are missing; it
 * fell or is missing: unknown, and nothing is counted. Availability = 1 − lost ÷ (lost + produced).
 *
 * An outage in the first row takes the first meter value (the reference takes the last one by mistake).
 *
 * @throws RangeError when columns differ in length or rows are not regular
 * @see K. Anderson, R. Blumenthal, 47th IEEE PVSC, 2020; RdTools 3.2 `availability`
 * @example
 * const timesMs = timeGrid({ startMs: 0, endMs: 86_400_000, stepMs: 900_000 });
 * const expectedW = timesMs.map((time) => Math.max(0, 2000 * Math.sin((time / 86_400_000 - 0.25) * 2 * Math.PI)));
 * const subsystemsW = [0.45, 0.45].map((share) => expectedW.map((power) => share * power));
 * const systemW = expectedW.map((power) => 0.9 * power);
 * const meterWh = systemW.map((_power, row) => systemW.slice(1, row + 1).reduce((sum, power) => sum + power / 4, 0));
 * availabilityAnalysis({ timesMs, systemW, subsystemsW, meterWh, expectedW }).periods[0].availability; // 1
 */
export function availabilityAnalysis(
  rows: AvailabilityRows,
  options: AvailabilityOptions = {},
): Availability {
  checkRegular(rows);
  const { quantiles = [0.01, 0.99] } = options;
  const parts = subsystemLoss(rows, options);
  const scaledW = rows.expectedW.slice();
  const { expectedWh, bounds } = learn(rows, parts.lossW, scaledW, quantiles);
  const outages = fullOutages(parts.reporting, rows.expectedW).map((outage) =>
    judgeOutage(outage, { expectedW: scaledW, expectedWh, meterWh: rows.meterWh }, bounds),
  );
  const systemLossW = new Float64Array(rows.timesMs.length);
  const meterWh = rows.meterWh.slice();
  for (const outage of outages) spread(rows, outage, systemLossW, meterWh);
  const lossWh = stepEnergy(
    rows.timesMs,
    systemLossW.map((loss, row) => loss + parts.lossW[row]!),
  );
  const edgesMs = options.periodEdgesMs ?? wholeSpan(rows.timesMs);
  const periods = availabilityPeriods({ timesMs: rows.timesMs, lossWh, meterWh }, edgesMs);
  return { ...parts, systemLossW, outages, bounds, periods };
}

function wholeSpan(timesMs: Float64Array): Float64Array {
  return Float64Array.of(timesMs[0] ?? Number.NaN, (timesMs.at(-1) ?? Number.NaN) + 1);
}

/** Gives an outage's loss, and what the meter moved, the shape of the expected power. */
function spread(
  { timesMs, expectedW }: AvailabilityRows,
  { start, end, lossWh, actualWh, meterStartWh }: Outage,
  systemLossW: Float64Array,
  meterWh: Float64Array,
): void {
  const { energyWh } = energyFromPower(
    timesMs.subarray(start, end + 1),
    expectedW.subarray(start, end + 1),
    { binMs: medianStepMs(timesMs) },
  );
  let total = 0;
  for (const energy of energyWh) if (!Number.isNaN(energy)) total += energy;
  let sum = 0;
  meterWh[start] = Number.NaN; // its share belongs to the step before, which no expectation covers
  for (let row = start; row <= end; row++) {
    systemLossW[row] = systemLossW[row]! + (expectedW[row]! * lossWh) / total;
    if (row === start) continue; // an outage of one row has no step inside
    sum += energyWh[row - start - 1]!;
    meterWh[row] = meterStartWh + (sum * actualWh) / total;
  }
}
