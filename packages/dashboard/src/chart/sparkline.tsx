import { holdMs } from "../curve/plant-curve.ts";
import type { Track } from "../curve/track.ts";
import type { Span } from "../time/local-day.ts";

const WIDTH = 120;
const HEIGHT = 36;

interface SparklineProps {
  readonly track: Track;
  readonly span: Span;
  /** Value at the top; the track's own highest when it is higher or this is unknown. */
  readonly ceiling: number | null;
}

/** The shape of a day, without axes; gaps stay gaps. Figures stand beside it, so it says nothing to screen readers. */
export function Sparkline({ track, span, ceiling }: SparklineProps) {
  return (
    <svg
      className="sparkline"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path className="sparkline-base" d={`M0 ${HEIGHT - 0.5}H${WIDTH}`} />
      <path className="sparkline-line" d={sparklinePath(track, span, ceiling)} />
    </svg>
  );
}

/** SVG path of the track within the span; a new `M` after each gap. */
export function sparklinePath(track: Track, span: Span, ceiling: number | null): string {
  const top = Math.max(ceiling ?? 0, ...track.values.map((value) => value ?? 0), 1);
  const hold = holdMs(track);
  let path = "";
  let lastAt = Number.NEGATIVE_INFINITY;
  track.times.forEach((at, index) => {
    const value = track.values[index] ?? null;
    if (value === null) {
      lastAt = Number.NEGATIVE_INFINITY;
      return;
    }
    const x = ((at - span.start) / (span.end - span.start)) * WIDTH;
    const y = HEIGHT - 1 - (Math.max(0, value) / top) * (HEIGHT - 2);
    path += `${at - lastAt > hold ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`;
    lastAt = at;
  });
  return path;
}
