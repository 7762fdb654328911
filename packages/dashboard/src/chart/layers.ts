import type uPlot from "uplot";
import type { Span } from "../time/local-day.ts";
import type { ChartColours } from "./colours.ts";

/** What lies behind the curve. */
export interface ChartLayers {
  readonly nights: readonly Span[];
  readonly gaps: readonly Span[];
  /** The present, when it lies within the day. */
  readonly now: number | null;
}

const HATCH_STEP_PX = 7;

/** Shades the night and hatches the gaps; called by uPlot before the curve is drawn. */
export function drawBackground(chart: uPlot, layers: ChartLayers, colours: ChartColours): void {
  const { ctx, bbox } = chart;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.fillStyle = colours.night;
  for (const span of layers.nights) {
    const [left, right] = edgesOf(chart, span);
    ctx.fillRect(left, bbox.top, right - left, bbox.height);
  }
  for (const span of layers.gaps) hatch(chart, span, colours.gap);
  ctx.restore();
}

/** A thin line at the present. */
export function drawNow(chart: uPlot, now: number | null, colours: ChartColours): void {
  if (now === null) return;
  const { ctx, bbox } = chart;
  const x = Math.round(chart.valToPos(now, "x", true)) + 0.5;
  if (x < bbox.left || x > bbox.left + bbox.width) return;
  ctx.save();
  ctx.strokeStyle = colours.now;
  ctx.globalAlpha = 0.35;
  ctx.lineWidth = devicePixelRatio;
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
  ctx.restore();
}

function edgesOf(chart: uPlot, span: Span): [number, number] {
  return [chart.valToPos(span.start, "x", true), chart.valToPos(span.end, "x", true)];
}

function hatch(chart: uPlot, span: Span, colour: string): void {
  const { ctx, bbox } = chart;
  const [left, right] = edgesOf(chart, span);
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, bbox.top, right - left, bbox.height);
  ctx.clip();
  ctx.strokeStyle = colour;
  ctx.lineWidth = devicePixelRatio;
  ctx.beginPath();
  const step = HATCH_STEP_PX * devicePixelRatio;
  const first = Math.floor((left - bbox.height) / step) * step; // fixed to the plot, so stripes do not crawl
  for (let x = first; x < right; x += step) {
    ctx.moveTo(x, bbox.top + bbox.height);
    ctx.lineTo(x + bbox.height, bbox.top);
  }
  ctx.stroke();
  ctx.restore();
}
