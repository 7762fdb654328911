import { type KeyboardEvent, useEffect, useLayoutEffect, useRef } from "react";
import uPlot from "uplot";
import type { CurvePoint } from "../curve/plant-curve.ts";
import type { Span } from "../time/local-day.ts";
import { onThemeChange } from "../ui/theme.ts";
import { chartOptions, showAll } from "./chart-options.ts";
import { chartColours } from "./colours.ts";
import type { ChartLayers } from "./layers.ts";

interface PowerChartProps {
  readonly points: readonly CurvePoint[];
  readonly span: Span;
  readonly timeZone: string;
  readonly layers: ChartLayers;
  /** One sentence that says what the chart shows. */
  readonly summary: string;
  readonly onCursor: (index: number | null, at: number | null) => void;
}

const HEIGHT_PX = 300;

/** Power over a day. Arrow keys walk the points, Escape ends a zoom. */
export function PowerChart(props: PowerChartProps) {
  const { points, span, timeZone, layers, summary } = props;
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);
  const latest = useRef(props);

  useLayoutEffect(() => {
    latest.current = props;
    if (chart.current !== null) showData(chart.current, points, span);
  }, [points, layers]);

  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const build = (): void => {
      chart.current?.destroy();
      chart.current = makeChart(element, () => latest.current);
    };
    build();
    const unlisten = onThemeChange(build);
    const observer = new ResizeObserver(() => {
      chart.current?.setSize({ width: element.clientWidth, height: HEIGHT_PX });
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      unlisten();
      chart.current?.destroy();
      chart.current = null;
    };
  }, [span.start, span.end, timeZone]);

  return (
    <div
      ref={box}
      className="chart"
      style={{ height: HEIGHT_PX }}
      role="img"
      aria-label={`${summary} Arrow keys walk the points.`}
      tabIndex={0}
      onKeyDown={(event) => onKey(event, chart.current, span)}
      onBlur={() => chart.current?.setCursor({ left: -10, top: -10 })}
    />
  );
}

function makeChart(element: HTMLElement, latest: () => PowerChartProps): uPlot {
  const { span, timeZone } = latest();
  const options = chartOptions({
    width: element.clientWidth,
    height: HEIGHT_PX,
    span,
    timeZone,
    colours: chartColours(element),
    layers: () => latest().layers,
    onCursor: (index, at) => latest().onCursor(index, at),
  });
  const chart = new uPlot(options, toData(latest().points), element);
  showAll(chart, span);
  return chart;
}

/** Draws new points; a zoom stays, the power axis follows. */
function showData(chart: uPlot, points: readonly CurvePoint[], span: Span): void {
  const { min, max } = chart.scales["x"] ?? {};
  chart.batch(() => {
    chart.setData(toData(points), false);
    chart.setScale("x", { min: min ?? span.start, max: max ?? span.end });
  });
}

function toData(points: readonly CurvePoint[]): uPlot.AlignedData {
  return [points.map((point) => point.at), points.map((point) => point.powerW)];
}

const STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  PageUp: -12,
  PageDown: 12,
};

function onKey(event: KeyboardEvent, chart: uPlot | null, span: Span): void {
  if (chart === null) return;
  if (event.key === "Escape") showAll(chart, span);
  const target = targetOf(event.key, chart);
  if (target === null) return;
  event.preventDefault();
  const at = chart.data[0][target];
  if (at !== undefined) chart.setCursor({ left: chart.valToPos(at, "x"), top: 0 });
}

function targetOf(key: string, chart: uPlot): number | null {
  const last = chart.data[0].length - 1;
  if (last < 0) return null;
  if (key === "Home") return 0;
  if (key === "End") return last;
  const step = STEPS[key];
  if (step === undefined) return null;
  return Math.min(last, Math.max(0, (chart.cursor.idx ?? last) + step));
}
