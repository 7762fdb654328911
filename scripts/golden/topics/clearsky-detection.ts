import { detectClearsky, type ClearskyDetection } from "@solarmon/kpi/clear-sky-detection";
import type { Comparison } from "../comparison.ts";
import type { GoldenCheck, GoldenTopic } from "../golden-topic.ts";
import type { Table } from "../table.ts";

const SUMS = { relative: 1e-9, absolute: 1e-9 };

/** A figure of each window at the window's middle row, as the reference gives it. */
function centred(values: Float64Array, rows: number, windowRows: number): Float64Array {
  const column = new Float64Array(rows).fill(Number.NaN);
  column.set(values, Math.floor(windowRows / 2));
  return column;
}

function checkComponents(table: Table, found: ClearskyDetection, compare: Comparison): void {
  const { windows, windowRows } = found;
  const figures: Readonly<Record<string, Float64Array>> = {
    c_line_length: windows.lineLength,
    c_slope_nstd: windows.slopeNstd,
    c_slope_max: windows.slopeMax,
    c_windows: Float64Array.from(found.clearWindows),
  };
  for (const [name, values] of Object.entries(figures)) {
    if (!table.has(name)) continue;
    const expected = table.numbers(name);
    const actual = centred(values, table.rows, windowRows);
    if (name === "c_windows") actual.forEach((value, row) => (actual[row] = value === 1 ? 1 : 0));
    compare.columns(name, actual, expected, name === "c_windows" ? {} : SUMS);
  }
}

const checkDetection: GoldenCheck = (file, compare) => {
  const table = file.table();
  const stated: Readonly<Record<string, number>> = file.json(file.name.replace(/\.csv$/, ".json"));
  const times = table.instants(table.has("time") ? "time" : "time_utc");
  const measured = table.numbers("measured");
  const sky = table.numbers("clearsky");
  compare.count(table.rows);
  const inferred = detectClearsky(times, measured, sky, { inferLimits: true });
  compare.masks("clear_infer_limits", inferred.clear, table.numbers("clear_infer_limits"));
  compare.value("alpha", inferred.alpha, stated["alpha_infer_limits"] ?? Number.NaN, {
    absolute: 1e-9,
  });
  checkComponents(table, inferred, compare);
  if (!table.has("clear_fixed_limits")) return;
  const windowMinutes = stated["window_length_fixed_limits_minutes"] ?? 10;
  const fixed = detectClearsky(times, measured, sky, { windowMinutes });
  compare.masks("clear_fixed_limits", fixed.clear, table.numbers("clear_fixed_limits"));
};

export const topic: GoldenTopic = {
  topic: "clearsky",
  files: [[/^detect_clearsky.*\.csv$/, checkDetection]],
  inputs: [/^detect_clearsky.*\.json$/],
};
