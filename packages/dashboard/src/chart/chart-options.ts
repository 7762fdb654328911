import type uPlot from "uplot";
import { prefixFor } from "../format/number.ts";
import { formatClock } from "../format/time.ts";
import { tickStepMinutes, wallClockTicks } from "../time/day-ticks.ts";
import type { Span } from "../time/local-day.ts";
import type { ChartColours } from "./colours.ts";
import { type ChartLayers, drawBackground, drawNow } from "./layers.ts";

export interface ChartSetup {
  readonly width: number;
  readonly height: number;
  readonly span: Span;
  readonly timeZone: string;
  readonly colours: ChartColours;
  /** Read at each drawing, so that they can change without a new chart. */
  readonly layers: () => ChartLayers;
  /** Index of the point under the cursor, and the time; `null` when the cursor leaves. */
  readonly onCursor: (index: number | null, at: number | null) => void;
}

const FONT = '12px system-ui, -apple-system, "Segoe UI", sans-serif';
const LABEL_GAP_PX = 64;

/** How uPlot draws the power of a day: local time on the axis, zero at the bottom, gaps open. */
export function chartOptions(setup: ChartSetup): uPlot.Options {
  const { colours, span } = setup;
  return {
    width: setup.width,
    height: setup.height,
    ms: 1,
    padding: [12, 18, 0, 4],
    legend: { show: false },
    cursor: {
      y: false,
      points: { size: 8, fill: colours.line },
      drag: { x: true, y: false },
      bind: { dblclick: (chart) => () => showAll(chart, span) },
    },
    scales: { x: { time: true, auto: false }, y: { range: powerRange } },
    axes: [timeAxis(setup), powerAxis(colours)],
    series: [
      {},
      {
        stroke: colours.line,
        width: 2,
        fill: fade(colours),
        spanGaps: false,
        points: { show: false },
      },
    ],
    hooks: {
      drawClear: [(chart) => drawBackground(chart, setup.layers(), colours)],
      draw: [(chart) => drawNow(chart, setup.layers().now, colours)],
      setCursor: [(chart) => setup.onCursor(...cursorOf(chart))],
    },
  };
}

/** Ends a zoom. */
export function showAll(chart: uPlot, span: Span): null {
  chart.setScale("x", { min: span.start, max: span.end });
  return null;
}

function cursorOf(chart: uPlot): [number | null, number | null] {
  const { idx, left } = chart.cursor;
  if (left === undefined || left < 0) return [null, null];
  return [idx ?? null, chart.posToVal(left, "x")];
}

function powerRange(_chart: uPlot, min: number | null, max: number | null): [number, number] {
  const top = max === null || max <= 0 ? 1_000 : max * 1.08;
  return [Math.min(0, min ?? 0), top];
}

/** The curve's colour, thinning out towards zero. */
function fade(colours: ChartColours): (chart: uPlot) => CanvasGradient | string {
  return ({ ctx, bbox }) => {
    if (!Number.isFinite(bbox.height) || bbox.height <= 0) return colours.fill;
    const gradient = ctx.createLinearGradient(0, bbox.top, 0, bbox.top + bbox.height);
    gradient.addColorStop(0, colours.fill);
    gradient.addColorStop(1, "transparent");
    return gradient;
  };
}

function timeAxis({ colours, timeZone }: ChartSetup): uPlot.Axis {
  return {
    font: FONT,
    stroke: colours.text,
    grid: { show: false },
    ticks: { stroke: colours.grid, size: 5 },
    size: 34,
    splits: (chart, _axis, start, end) => {
      const span = { start, end };
      return wallClockTicks(span, timeZone, tickStepMinutes(span, chart.width, LABEL_GAP_PX));
    },
    values: (_chart, splits) => splits.map((at) => formatClock(at, timeZone)),
  };
}

const tickFormat = new Intl.NumberFormat(undefined, { maximumSignificantDigits: 3 });

function powerAxis(colours: ChartColours): uPlot.Axis {
  return {
    font: FONT,
    stroke: colours.text,
    grid: { stroke: colours.grid, width: 1 },
    ticks: { show: false },
    size: 58,
    values: (chart, splits) => {
      const prefix = prefixFor([chart.scales["y"]?.max ?? null]);
      return splits.map((value) => `${tickFormat.format(value / prefix.factor)} ${prefix.symbol}W`);
    },
  };
}
