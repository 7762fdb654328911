import type { ChartLayers } from "../chart/layers.ts";
import type { CurvePoint } from "../curve/plant-curve.ts";
import { formatQuantity } from "../format/number.ts";
import { formatClock, formatInstant } from "../format/time.ts";
import type { Cursor } from "./curve-panel.tsx";

interface CurveReadoutProps {
  readonly points: readonly CurvePoint[];
  readonly cursor: Cursor;
  /** Inverters that sent anything that day. */
  readonly devices: number;
  readonly layers: ChartLayers;
  readonly timeZone: string;
}

/** What is under the cursor: time, power, and who is missing from the sum. */
export function CurveReadout({ points, cursor, devices, layers, timeZone }: CurveReadoutProps) {
  const point = cursor.index === null ? undefined : points[cursor.index];
  const gap = layers.gaps.find(
    ({ start, end }) => cursor.at !== null && cursor.at > start && cursor.at < end,
  );
  return (
    <output className="curve-readout">
      {gap !== undefined ? (
        `No data ${formatClock(gap.start, timeZone)} – ${formatClock(gap.end, timeZone)}`
      ) : point === undefined || point.powerW === null ? null : (
        <>
          {formatInstant(point.at, timeZone)} <strong>{formatQuantity(point.powerW, "W")}</strong>
          {point.reporting < devices && ` · ${point.reporting} of ${devices} inverters`}
        </>
      )}
    </output>
  );
}
