import { useMemo, useState } from "react";
import type { Plant } from "../api/types.ts";
import { PowerChart } from "../chart/power-chart.tsx";
import { gapSpans, subtractSpans } from "../curve/gaps.ts";
import { formatDay, formatZone } from "../format/time.ts";
import { hrefOf } from "../router/route.ts";
import { type LocalDay, localDayOf, type Span } from "../time/local-day.ts";
import { nightSpans, tooDarkSpans } from "../time/sun.ts";
import { Failure } from "../ui/panel-state.tsx";
import { useNow } from "../ui/use-now.ts";
import { CurveReadout } from "./curve-readout.tsx";
import { CurveTable } from "./curve-table.tsx";
import { curveSummary } from "./curve-summary.ts";
import type { DayCurve } from "./use-day-curve.ts";

interface CurvePanelProps {
  readonly plant: Plant;
  readonly day: LocalDay;
  readonly span: Span;
  readonly isToday: boolean;
  readonly curve: DayCurve;
}

const NOW_STEP_MS = 15_000;

/** The day's power as a chart, and as a table. */
export function CurvePanel({ plant, day, span, isToday, curve }: CurvePanelProps) {
  const [asTable, setAsTable] = useState(false);
  const [cursor, setCursor] = useState<Cursor>(NO_CURSOR);
  const now = useNow(NOW_STEP_MS);
  const layers = useLayers(plant, span, curve, isToday ? now : null);
  const { points, devices } = curve;
  return (
    <section className="card curve" data-testid="curve" aria-label="Power over the day">
      <div className="panel-head">
        <h2>Power</h2>
        <CurveReadout {...{ points, cursor, devices, layers, timeZone: plant.timeZone }} />
        <button
          type="button"
          className="button button-quiet"
          aria-expanded={asTable}
          data-testid="curve-table-toggle"
          onClick={() => setAsTable(!asTable)}
        >
          {asTable ? "Hide table" : "View as table"}
        </button>
      </div>
      {curve.error !== null && (
        <Failure error={curve.error} what="The curve" onRetry={curve.retry} />
      )}
      <div className="chart-box" aria-busy={curve.isPending}>
        <PowerChart
          points={points}
          span={span}
          timeZone={plant.timeZone}
          layers={layers}
          summary={curveSummary(points, layers.gaps, plant.timeZone)}
          onCursor={(index, at) => setCursor({ index, at })}
        />
        {points.length === 0 && (
          <div className="chart-message">
            {curve.isPending ? "Reading the curve …" : <NoPower plant={plant} day={day} />}
          </div>
        )}
      </div>
      <p className="curve-legend">
        <span className="key key-curve">Power, 5-minute means{isToday && ", then live"}</span>
        <span className="key key-gap">No data</span>
        <span className="key key-night">Night</span>
        <span className="curve-zone">{formatZone(span.start, plant.timeZone)}</span>
      </p>
      {asTable && (
        <CurveTable {...{ points, devices, day, name: plant.name, timeZone: plant.timeZone }} />
      )}
    </section>
  );
}

/** Says so, and leads to the newest day that has data. */
function NoPower({ plant, day }: { plant: Plant; day: LocalDay }) {
  const { id: plantId, timeZone, live } = plant;
  const lastAt = live.timestamp === null ? null : Date.parse(live.timestamp);
  const lastDay = lastAt === null ? null : localDayOf(lastAt, timeZone);
  return (
    <>
      <p>No power was measured on this day.</p>
      {lastAt !== null && lastDay !== null && lastDay !== day && (
        <a href={hrefOf({ page: "plant", plantId, day: lastDay })}>
          Last data: {formatDay(lastAt, timeZone)}
        </a>
      )}
    </>
  );
}

/** Where the reader points. */
export interface Cursor {
  readonly index: number | null;
  readonly at: number | null;
}

const NO_CURSOR: Cursor = { index: null, at: null };

function useLayers(plant: Plant, span: Span, curve: DayCurve, now: number | null) {
  const { points, holdMs, isPending } = curve;
  const { timeZone, latitudeDeg, longitudeDeg } = plant;
  const sky = useMemo(() => {
    const place = { timeZone, latitudeDeg, longitudeDeg };
    const day = { start: span.start, end: span.end };
    return { nights: nightSpans(day, place), dark: tooDarkSpans(day, place) };
  }, [timeZone, latitudeDeg, longitudeDeg, span.start, span.end]);
  return useMemo(() => {
    const day = { start: span.start, end: span.end };
    const isEmpty = isPending || points.length === 0;
    const gaps = isEmpty ? [] : gapSpans(points, day, holdMs, now ?? day.end);
    return { nights: sky.nights, gaps: subtractSpans(gaps, sky.dark), now };
  }, [points, holdMs, isPending, now, sky, span.start, span.end]);
}
