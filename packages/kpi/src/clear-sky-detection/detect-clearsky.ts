import { rowsOf } from "../column.ts";
import { MINUTE_MS } from "../local-days.ts";
import { outMask, type Mask, type MaskInto } from "../mask.ts";
import { createConditions, type ConditionFigures } from "./conditions.ts";
import { jordanHansenLimits, RENO_HANSEN_LIMITS, type ClearskyLimits } from "./limits.ts";

/** Limits of {@link detectClearsky}. */
export interface DetectClearskyOptions extends MaskInto, Partial<ClearskyLimits> {
  /** Take {@link jordanHansenLimits} of the data's step instead of the limits given here. Default false. */
  readonly inferLimits?: boolean;
  /** How often the clear-sky curve is scaled and the windows judged again. Default 20. */
  readonly maxIterations?: number;
}

/** What {@link detectClearsky} found. */
export interface ClearskyDetection {
  /** 1 where any clear window holds the row. */
  readonly clear: Mask;
  /** Factor that scales the clear-sky curve to the measured one on clear rows [1]. */
  readonly alpha: number;
  /** Whether `alpha` came to rest within the iterations. */
  readonly converged: boolean;
  /** Rows a window. */
  readonly windowRows: number;
  readonly limits: ClearskyLimits;
  /** Windows that met all conditions, by their first row. */
  readonly clearWindows: Mask;
  /** The figures behind the conditions, by the window's first row. */
  readonly windows: ConditionFigures;
}

function regularStepMinutes(timesMs: Float64Array): number {
  const stepMs = timesMs[1]! - timesMs[0]!;
  for (let row = 2; row < timesMs.length; row++) {
    if (timesMs[row]! - timesMs[row - 1]! !== stepMs) {
      throw new RangeError(
        `clear-sky detection needs rows at equal steps; row ${row} is not: regularise first`,
      );
    }
  }
  return stepMs / MINUTE_MS;
}

function windowRowsOf(limits: ClearskyLimits, stepMinutes: number, rows: number): number {
  const width = Math.floor(limits.windowMinutes / stepMinutes);
  if (!(width >= 3)) {
    throw new RangeError(
      `a window of ${limits.windowMinutes} min holds ${width} rows of ${stepMinutes} min: give at least three rows`,
    );
  }
  if (rows < width) throw new RangeError(`${rows} rows do not fill a window of ${width}`);
  return width;
}

function limitsOf(options: DetectClearskyOptions, stepMinutes: number): ClearskyLimits {
  if (options.inferLimits !== true) return { ...RENO_HANSEN_LIMITS, ...options };
  if (stepMinutes < 1 || stepMinutes > 30) {
    throw new RangeError(`limits are known for steps of 1 to 30 min, not for ${stepMinutes}`);
  }
  return jordanHansenLimits(stepMinutes);
}

function markRows(windows: Mask, width: number, clear: Mask): void {
  clear.fill(0);
  let until = 0;
  for (let start = 0; start < windows.length; start++) {
    if (windows[start] === 0) continue;
    clear.fill(1, Math.max(start, until), start + width);
    until = start + width;
  }
}

/** Least squares of measured on clear sky over the clear rows; the old factor when there is nothing to fit. */
function fitAlpha(measured: Float64Array, sky: Float64Array, clear: Mask, alpha: number): number {
  let products = 0;
  let squares = 0;
  for (let row = 0; row < clear.length; row++) {
    if (clear[row] === 0) continue;
    products += measured[row]! * sky[row]!;
    squares += sky[row]! ** 2;
  }
  return squares > 0 ? products / squares : alpha;
}

/**
 * Finds clear-sky times: windows in which the measured curve resembles the clear-sky curve in mean, maximum, line
 * length, spread of slopes and largest step, the clear-sky curve being scaled to the clear rows until it rests.
 *
 * Night is never clear (clear-sky mean 0), nor is a window that holds a `NaN`.
 *
 * @param timesMs - epoch ms at equal steps
 * @param measuredWm2 - measured irradiance [W m⁻²]
 * @param clearskyWm2 - clear-sky irradiance in the same plane [W m⁻²]
 * @throws RangeError when steps differ, a window holds fewer than three rows, or limits cannot be inferred
 * @see M. J. Reno, C. W. Hansen, Renew. Energy 90, 520–531, 2016, doi:10.1016/j.renene.2015.12.031
 * @example
 * const timesMs = Float64Array.from({ length: 60 }, (_, minute) => minute * 60_000);
 * const sky = timesMs.map((_, minute) => 800 + minute);
 * detectClearsky(timesMs, sky.map((value) => 1.02 * value), sky).alpha; // 1.02
 */
export function detectClearsky(
  timesMs: Float64Array,
  measuredWm2: Float64Array,
  clearskyWm2: Float64Array,
  options: DetectClearskyOptions = {},
): ClearskyDetection {
  const rows = rowsOf(timesMs, measuredWm2, clearskyWm2);
  const stepMinutes = regularStepMinutes(timesMs);
  const limits = limitsOf(options, stepMinutes);
  const width = windowRowsOf(limits, stepMinutes, rows);
  const conditions = createConditions(measuredWm2, clearskyWm2, width, stepMinutes, limits);
  const clear = outMask(options.out, rows);
  let alpha = 1;
  let converged = false;
  let clearWindows: Mask = new Uint8Array(0);
  for (let round = 0; round < (options.maxIterations ?? 20) && !converged; round++) {
    clearWindows = conditions.evaluate(alpha);
    markRows(clearWindows, width, clear);
    const previous = alpha;
    alpha = fitAlpha(measuredWm2, clearskyWm2, clear, alpha);
    converged = Math.round(alpha * 10_000) === Math.round(previous * 10_000);
  }
  const windows = conditions.figures;
  return { clear, alpha, converged, windowRows: width, limits, clearWindows, windows };
}
