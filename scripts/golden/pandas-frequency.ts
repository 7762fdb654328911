const UNITS_MS: Readonly<Record<string, number>> = {
  ms: 1,
  l: 1,
  s: 1000,
  sec: 1000,
  t: 60_000,
  min: 60_000,
  h: 3_600_000,
  hour: 3_600_000,
  hours: 3_600_000,
  d: 86_400_000,
  day: 86_400_000,
  days: 86_400_000,
  w: 604_800_000,
};

/** Length of a pandas frequency or timedelta ("15min", "1H", "D", "0 days 01:30:00") [ms]; undefined: not fixed ("M"). */
export function pandasDurationMs(text: string): number | undefined {
  const clock = /^(?:(\d+) days? ?)?(\d+):(\d+):(\d+)$/.exec(text);
  if (clock) {
    const [days, hours, minutes, seconds] = clock.slice(1).map((part) => Number(part ?? 0));
    return ((((days ?? 0) * 24 + (hours ?? 0)) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0)) * 1000;
  }
  const parts = /^(\d*\.?\d*)\s*([A-Za-z]+)$/.exec(text);
  const unit = UNITS_MS[parts?.[2]?.toLowerCase() ?? ""];
  // pandas tells months from minutes by the case
  if (!parts || unit === undefined || parts[2] === "M") return undefined;
  return (parts[1] === "" ? 1 : Number(parts[1])) * unit;
}

/**
 * Months as pandas' "M" cuts them with the first dropped: a row belongs to the month of its stamp. The border is
 * therefore the last row of each month, so that no step is cut.
 */
export function monthEndEdges(timesMs: Float64Array): {
  readonly edgesMs: Float64Array;
  /** Midnight of the last day of each month but the first. */
  readonly labelsMs: Float64Array;
} {
  const edges: number[] = [];
  const labels: number[] = [];
  for (let row = 0; row < timesMs.length; row++) {
    const at = new Date(timesMs[row] ?? Number.NaN);
    const next = new Date(timesMs[row + 1] ?? Number.NaN);
    if (next.getUTCMonth() === at.getUTCMonth()) continue;
    if (edges.length > 0) labels.push(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0));
    edges.push(at.getTime());
  }
  return { edgesMs: Float64Array.from(edges), labelsMs: Float64Array.from(labels) };
}
