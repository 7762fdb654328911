import { fillEnergyBins, type PowerType } from "./energy-bins.ts";
import { interpolate } from "./interpolate.ts";
import { medianStepMs, timeGrid } from "./time-grid.ts";

/** Options of {@link energyFromPower}. */
export interface EnergyFromPowerOptions {
  /** Length of a bin [ms]; default the median step. Bins begin at the first row. */
  readonly binMs?: number;
  /** Borders of the bins [epoch ms], ascending, one more than bins: calendar days, months. Instead of `binMs`. */
  readonly binEdgesMs?: Float64Array;
  /** Longest step between valid values that counts [ms]; default the median step. */
  readonly maxGapMs?: number;
  /** What a value stands for; default "rightLabeled". Shift a logger that labels the start of its steps first. */
  readonly powerType?: PowerType;
}

/** Energy of bins, labelled at their end. */
export interface EnergyColumns {
  /** End of each bin [epoch ms]. */
  readonly timesMs: Float64Array;
  /** Energy [Wh]; `NaN` where no valid step lies in the bin. */
  readonly energyWh: Float64Array;
}

function edgesFrom(timesMs: Float64Array, binMs: number): Float64Array {
  const startMs = timesMs[0]!;
  const bins = Math.ceil((timesMs[timesMs.length - 1]! - startMs) / binMs);
  return timeGrid({ startMs, endMs: startMs + bins * binMs, stepMs: binMs });
}

/** Bins whose end lies in a step of the rows longer than allowed: their sum would look whole and is not. */
function dropBinsThatEndInGaps(
  energyWh: Float64Array,
  edgesMs: Float64Array,
  timesMs: Float64Array,
  maxGapMs: number,
): void {
  let row = 1;
  for (let bin = 0; bin < energyWh.length; bin++) {
    const endMs = edgesMs[bin + 1]!;
    while (row < timesMs.length && timesMs[row]! < endMs) row++;
    if (row >= timesMs.length) return;
    if (timesMs[row]! - timesMs[row - 1]! > maxGapMs) energyWh[bin] = Number.NaN;
  }
}

/**
 * Energy of regular bins from power [Wh].
 *
 * Bins are closed and labelled at their right end and begin at the first row, so that a day's bin begins at its clock
 * time; give `binEdgesMs` for calendar days. Steps longer than `maxGapMs` count as nothing, and a bin without any valid
 * step, or whose end lies in such a step, is `NaN`, never 0. Bins finer than the data are filled from linear
 * interpolation. Of an "instantaneous" series the last value is held to the end of the last bin, and the step after a
 * gap is missing too: both as in RdTools. Missing rows at the end stay missing (RdTools holds the last value there).
 *
 * @param timesMs - epoch ms, ascending; with a single row `binMs` is the length it stands for
 * @param powerW - power [W]; `NaN` is missing
 * @throws RangeError when rows differ in number, or one row has no `binMs` or is "instantaneous"
 * @see RdTools 3.2, `normalization.energy_from_power`
 * @example
 * energyFromPower(Float64Array.of(0, 900_000, 1_800_000), Float64Array.of(0, 400, 800)).energyWh; // [100, 200]
 */
export function energyFromPower(
  timesMs: Float64Array,
  powerW: Float64Array,
  options: EnergyFromPowerOptions = {},
): EnergyColumns {
  const { binMs, binEdgesMs, powerType = "rightLabeled" } = options;
  if (timesMs.length !== powerW.length) throw new RangeError("times and power differ in rows");
  if (timesMs.length < 2) return energyOfOneRow(timesMs, powerW, options);
  const stepMs = medianStepMs(timesMs);
  const { maxGapMs = stepMs } = options;
  const lengthMs = binEdgesMs === undefined ? (binMs ?? stepMs) : medianStepMs(binEdgesMs);
  const edgesMs = binEdgesMs ?? edgesFrom(timesMs, lengthMs);
  const finer = lengthMs <= stepMs && !isFullGrid(timesMs, powerW, lengthMs);
  const gridMs = finer ? gridOf(timesMs, lengthMs) : timesMs;
  const energyWh = fillEnergyBins({
    timesMs: gridMs,
    powerW: finer ? interpolate(timesMs, powerW, gridMs, { maxGapMs }) : powerW,
    edgesMs,
    maxGapMs,
    powerType,
  });
  dropBinsThatEndInGaps(energyWh, edgesMs, timesMs, maxGapMs);
  return { timesMs: edgesMs.slice(1), energyWh };
}

function gridOf(timesMs: Float64Array, stepMs: number): Float64Array {
  return timeGrid({ startMs: timesMs[0]!, endMs: timesMs[timesMs.length - 1]!, stepMs });
}

/** A value at every point of the grid: interpolation would give back what it was given. */
function isFullGrid(timesMs: Float64Array, powerW: Float64Array, stepMs: number): boolean {
  const startMs = timesMs[0]!;
  for (let row = 0; row < timesMs.length; row++) {
    if (timesMs[row] !== startMs + row * stepMs || Number.isNaN(powerW[row]!)) return false;
  }
  return true;
}

function energyOfOneRow(
  timesMs: Float64Array,
  powerW: Float64Array,
  { binMs, powerType }: EnergyFromPowerOptions,
): EnergyColumns {
  if (powerType === "instantaneous") throw new RangeError("one row cannot be instantaneous");
  if (timesMs.length === 0) return { timesMs: new Float64Array(0), energyWh: new Float64Array(0) };
  if (binMs === undefined) throw new RangeError("one row tells no step: give binMs");
  return { timesMs: timesMs.slice(), energyWh: powerW.map((power) => (power * binMs) / 3_600_000) };
}
