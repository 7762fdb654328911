import { outMask, type Mask, type MaskInto } from "../mask.ts";

/** Which rows of a stuck window are flagged: all but the first, the last only, or all. */
export type Mark = "tail" | "end" | "all";

/** Window and closeness of {@link staleValuesDiff} and {@link interpolationDiff}. */
export interface StuckOptions extends MaskInto {
  /** Rows a window. Default 6. */
  readonly window?: number;
  /** Default 1e-5. */
  readonly relativeTolerance?: number;
  /** In the unit of the values. Default 1e-8. */
  readonly absoluteTolerance?: number;
  /** Default "tail". */
  readonly mark?: Mark;
}

function requireWindow(window: number, least: number): void {
  if (!(window >= least))
    throw new RangeError(`a window of ${window} rows is too short: give at least ${least}`);
}

/** 1 at the last row of each window whose values are close to its first. */
function endsOfStuckWindows(
  values: Float64Array,
  window: number,
  { relativeTolerance = 1e-5, absoluteTolerance = 1e-8 }: StuckOptions,
): Mask {
  const ends = new Uint8Array(values.length);
  for (let end = window - 1; end < values.length; end++) {
    const first = values[end - window + 1]!;
    const tolerance = absoluteTolerance + relativeTolerance * Math.abs(first);
    let isStuck = first === first;
    for (let row = end; isStuck && row > end - window + 1; row--) {
      isStuck = Math.abs(values[row]! - first) <= tolerance;
    }
    ends[end] = isStuck ? 1 : 0;
  }
  return ends;
}

/** Spreads each flag to the `rows` rows that end with it. */
function spreadBack(ends: Mask, rows: number, out: Mask): Mask {
  let next = Number.POSITIVE_INFINITY;
  for (let row = ends.length - 1; row >= 0; row--) {
    if (ends[row] === 1) next = row;
    out[row] = next - row < rows ? 1 : 0;
  }
  return out;
}

function markWindows(ends: Mask, window: number, mark: Mark, out: Mask): Mask {
  return spreadBack(ends, { end: 1, tail: window - 1, all: window }[mark], out);
}

/**
 * Flags values that do not change: windows all of whose values are close to the first. Night is such a window: combine
 * with a filter that drops it.
 *
 * @param values - any unit; `NaN` breaks a window
 * @returns 1: stale
 * @throws RangeError when the window is shorter than two rows
 * @see PVAnalytics 0.2.3, `quality.gaps.stale_values_diff`
 * @example
 * staleValuesDiff(Float64Array.of(1, 5, 5, 5, 2), { window: 3 }); // Uint8Array [0, 0, 1, 1, 0]
 */
export function staleValuesDiff(values: Float64Array, options: StuckOptions = {}): Mask {
  const { window = 6, mark = "tail" } = options;
  requireWindow(window, 2);
  const ends = endsOfStuckWindows(values, window, options);
  return markWindows(ends, window, mark, outMask(options.out, values.length));
}

/**
 * Flags values on a straight line, which a logger drew and no plant produced: windows whose steps are all close to the
 * first.
 *
 * @param values - any unit; `NaN` breaks a window
 * @returns 1: interpolated
 * @throws RangeError when the window is shorter than three rows
 * @see PVAnalytics 0.2.3, `quality.gaps.interpolation_diff`
 * @example
 * interpolationDiff(Float64Array.of(1, 5, 6, 7, 8, 2), { window: 4 }); // Uint8Array [0, 0, 1, 1, 1, 0]
 */
export function interpolationDiff(values: Float64Array, options: StuckOptions = {}): Mask {
  const { window = 6, mark = "tail" } = options;
  requireWindow(window, 3);
  const steps = values.map((value, row) => (row > 0 ? value - values[row - 1]! : Number.NaN));
  const ends = endsOfStuckWindows(steps, window - 1, options);
  return markWindows(ends, window, mark, outMask(options.out, values.length));
}

/** Window and digits of {@link staleValuesRound}. */
export interface StaleRoundOptions extends MaskInto {
  /** Digits after the point. Default 3. */
  readonly decimals?: number;
  /** Rows a window. Default 6. */
  readonly window?: number;
  /** Default "tail". */
  readonly mark?: Mark;
}

/** Halves go to the even neighbour, as numpy rounds. */
function roundTo(value: number, scale: number): number {
  const scaled = value * scale;
  const floor = Math.floor(scaled);
  if (scaled - floor !== 0.5) return Math.round(scaled) / scale;
  return (floor % 2 === 0 ? floor : floor + 1) / scale;
}

/**
 * Flags values that do not change: windows whose values are equal when rounded.
 *
 * @param values - any unit; `NaN` breaks a window
 * @returns 1: stale
 * @see PVAnalytics 0.2.3, `quality.gaps.stale_values_round`
 * @example
 * staleValuesRound(Float64Array.of(1, 5.0001, 5.0002, 5, 2), { window: 3 }); // Uint8Array [0, 0, 1, 1, 0]
 */
export function staleValuesRound(values: Float64Array, options: StaleRoundOptions = {}): Mask {
  const { decimals = 3, window = 6, mark = "tail" } = options;
  const scale = 10 ** decimals;
  const ends = new Uint8Array(values.length);
  let equal = 0;
  let previous = Number.NaN;
  for (let row = 0; row < values.length; row++) {
    const value = roundTo(values[row]!, scale);
    equal = value === previous ? equal + 1 : 0;
    ends[row] = equal >= window - 1 ? 1 : 0;
    previous = value;
  }
  return markWindows(ends, window, mark, outMask(options.out, values.length));
}
