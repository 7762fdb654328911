import type { Resolution, RollupRow, Span } from "@solarmon/core";
import { Accumulator } from "./accumulator.ts";
import type { PointLayout } from "./point-layout.ts";
import { fromRow } from "./rollup-rows.ts";

/**
 * Coarser roll-ups of one device from its finer rows.
 *
 * @param rows - ascending; those outside `spans` are left out
 * @param spans - intervals of the coarser resolution, ascending; one without rows gives none
 */
export function mergeRows(
  rows: readonly RollupRow[],
  spans: readonly Span[],
  resolution: Resolution,
  layout: PointLayout,
): Accumulator[] {
  const merged: Accumulator[] = [];
  let index = 0;
  for (const span of spans) {
    const into = new Accumulator(resolution, layout, span);
    for (; index < rows.length && rows[index]!.start < span.end; index++)
      if (rows[index]!.start >= span.start) into.append(fromRow(rows[index]!, layout));
    if (into.count > 0) merged.push(into);
  }
  return merged;
}
