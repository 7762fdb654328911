import { type CurvePoint, peakOf } from "../curve/plant-curve.ts";
import { formatQuantity } from "../format/number.ts";
import { formatClock } from "../format/time.ts";
import type { Span } from "../time/local-day.ts";

/** The chart in one sentence, for those who do not see it. */
export function curveSummary(
  points: readonly CurvePoint[],
  gaps: readonly Span[],
  timeZone: string,
): string {
  const peak = peakOf(points);
  const first = points[0];
  const last = points.at(-1);
  if (peak === null || first === undefined || last === undefined)
    return "Power over the day: no data.";
  const from = formatClock(first.at, timeZone);
  const to = formatClock(last.at, timeZone);
  const top = `${formatQuantity(peak.powerW, "W")} at ${formatClock(peak.at, timeZone)}`;
  const missing = gaps.length === 0 ? "" : `, ${gaps.length} ${gaps.length === 1 ? "gap" : "gaps"}`;
  return `Power from ${from} to ${to}, peak ${top}${missing}.`;
}
