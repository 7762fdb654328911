import { outMask, type Mask, type MaskInto } from "../mask.ts";
import { withoutMissing } from "../statistics/quantile.ts";

/** Window and width of {@link levelsClipping}. */
export interface LevelsClippingOptions extends MaskInto {
  /** Rows a window. Default 4. */
  readonly window?: number;
  /** Share of the window's rows that must lie on the level. Default 0.75. */
  readonly fractionInWindow?: number;
  /** Height of a level as a share of the range of the power. Default 0.005. */
  readonly relativeTolerance?: number;
  /** How many levels are taken, the most frequent first. Default 2. */
  readonly levels?: number;
}

interface Level {
  readonly low: number;
  readonly high: number;
}

/** The most frequent of equal bins between minimum and maximum; of equally frequent ones the lower first. */
function frequentLevels(powers: Float64Array, bins: number, count: number): Level[] {
  const sorted = powers.toSorted();
  const low = sorted[0]!;
  const high = sorted.at(-1)!;
  const step = (high - low) / bins;
  const edge = (index: number): number => (index === bins ? high : index * step + low);
  const counts = Array.from({ length: bins }, () => 0);
  let bin = 0;
  for (const power of sorted) {
    while (bin + 1 < bins && power >= edge(bin + 1)) bin++;
    counts[bin] = counts[bin]! + 1;
  }
  return [...counts.keys()]
    .toSorted((a, b) => counts[b]! - counts[a]! || a - b)
    .slice(0, count)
    .map((index) => ({ low: edge(index), high: edge(index + 1) }));
}

/**
 * Flags rows on one of the most frequent power levels, where most rows of the window before them are on it, too.
 * Night is such a level: combine with a filter that drops it.
 *
 * @param powerW - AC power [W]; any unit; `NaN` rows are taken out before the windows are laid
 * @returns 1: clipped
 * @see PVAnalytics 0.2.3, `features.clipping.levels`
 * @example
 * levelsClipping(Float64Array.of(1, 2, 3, 9, 9, 9, 9, 9, 4, 5), { levels: 1 })[6]; // 1
 */
export function levelsClipping(powerW: Float64Array, options: LevelsClippingOptions = {}): Mask {
  const { window = 4, fractionInWindow = 0.75, relativeTolerance = 5e-3, levels = 2 } = options;
  const clipped = outMask(options.out, powerW.length).fill(0);
  const powers = withoutMissing(powerW);
  if (powers.length === 0) return clipped;
  for (const { low, high } of frequentLevels(powers, Math.ceil(1 / relativeTolerance), levels)) {
    const isOn = (index: number): boolean => powers[index]! >= low && powers[index]! <= high;
    let on = 0;
    let index = -1;
    for (let row = 0; row < powerW.length; row++) {
      if (Number.isNaN(powerW[row])) continue;
      index++;
      if (isOn(index)) on++;
      if (index >= window && isOn(index - window)) on--;
      if (index >= window - 1 && on >= window * fractionInWindow && isOn(index)) clipped[row] = 1;
    }
  }
  return clipped;
}
