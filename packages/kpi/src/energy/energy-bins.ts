const HOUR_MS = 3_600_000;

/** What a power value stands for. */
export type PowerType =
  /** The mean over the step that ends at its stamp: rectangles. */
  | "rightLabeled"
  /** The value at its stamp: trapezoids. */
  | "instantaneous";

/** Power and how it is cut. */
export interface EnergyBins {
  readonly timesMs: Float64Array;
  readonly powerW: Float64Array;
  /** Borders of the bins, one more than bins; a bin holds (border, next border]. */
  readonly edgesMs: Float64Array;
  readonly maxGapMs: number;
  readonly powerType: PowerType;
}

/** Adds pieces of steps to the bins they lie in. Bins without any piece stay NaN. */
class Bins {
  readonly #edgesMs: Float64Array;
  readonly energyWh: Float64Array;
  #bin = 0;

  constructor(edgesMs: Float64Array) {
    this.#edgesMs = edgesMs;
    this.energyWh = new Float64Array(Math.max(0, edgesMs.length - 1)).fill(Number.NaN);
  }

  /** Adds the power, linear from `startW` to `endW`, of a step; steps come in ascending order. */
  add(startMs: number, endMs: number, startW: number, endW: number): void {
    const edges = this.#edgesMs;
    while (this.#bin < this.energyWh.length && edges[this.#bin + 1]! <= startMs) this.#bin++;
    for (let bin = this.#bin; bin < this.energyWh.length && edges[bin]! < endMs; bin++) {
      const from = Math.max(startMs, edges[bin]!);
      const to = Math.min(endMs, edges[bin + 1]!);
      if (to <= from) continue;
      const middle = (from + to) / 2;
      const meanW = startW + ((endW - startW) * (middle - startMs)) / (endMs - startMs);
      const before = this.energyWh[bin]!;
      this.energyWh[bin] = (before === before ? before : 0) + meanW * ((to - from) / HOUR_MS);
    }
  }
}

/** Energy of each bin [Wh]: steps between valid values that are no longer than `maxGapMs`, cut at the borders. */
export function fillEnergyBins({
  timesMs,
  powerW,
  edgesMs,
  maxGapMs,
  powerType,
}: EnergyBins): Float64Array {
  const bins = new Bins(edgesMs);
  const trapezoid = powerType === "instantaneous";
  let [beforeMs, beforeW] = [Number.NaN, Number.NaN];
  for (let row = 0; row < timesMs.length; row++) {
    const [atMs, atW] = [timesMs[row]!, powerW[row]!];
    if (Number.isNaN(atW)) continue;
    const step = atMs - beforeMs;
    if (step <= maxGapMs) {
      // after a gap the trapezoid has no start (as in RdTools); the rectangle needs none
      if (!trapezoid) bins.add(beforeMs, atMs, atW, atW);
      else if (!Number.isNaN(beforeW)) bins.add(beforeMs, atMs, beforeW, atW);
    }
    // the value after a gap, or the first after missing rows, is no start of a trapezoid
    const started = step <= maxGapMs || row === 0;
    [beforeMs, beforeW] = [atMs, started ? atW : Number.NaN];
  }
  const endMs = edgesMs[edgesMs.length - 1]!;
  if (trapezoid && beforeMs === timesMs[timesMs.length - 1] && endMs > beforeMs) {
    if (!Number.isNaN(beforeW)) bins.add(beforeMs, endMs, beforeW, beforeW);
  }
  return bins.energyWh;
}
