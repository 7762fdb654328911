/** Energy availability of a period. */
export interface AvailabilityPeriod {
  /** Half-open span [epoch ms]. */
  readonly startMs: number;
  readonly endMs: number;
  /** Energy lost to outages [Wh]; a lower bound when a loss is unknown. */
  readonly lostWh: number;
  /** What the meter counted, corrected for outages [Wh]. */
  readonly producedWh: number;
  /** 1 − lost ÷ (lost + produced); `NaN` without either. */
  readonly availability: number;
}

/** Sums losses and meter by period; a row belongs to the period of its stamp. */
export function availabilityPeriods(
  rows: {
    readonly timesMs: Float64Array;
    /** Energy lost in the step that ends at each row [Wh]. */
    readonly lossWh: Float64Array;
    readonly meterWh: Float64Array;
  },
  edgesMs: Float64Array,
): AvailabilityPeriod[] {
  const { timesMs, lossWh, meterWh } = rows;
  const periods: AvailabilityPeriod[] = [];
  let row = 0;
  for (let period = 0; period + 1 < edgesMs.length; period++) {
    const [startMs, endMs] = [edgesMs[period]!, edgesMs[period + 1]!];
    while (row < timesMs.length && timesMs[row]! < startMs) row++;
    let [lostWh, first, last] = [0, Number.NaN, Number.NaN];
    for (; row < timesMs.length && timesMs[row]! < endMs; row++) {
      if (!Number.isNaN(lossWh[row]!)) lostWh += lossWh[row]!;
      if (Number.isNaN(meterWh[row]!)) continue;
      if (Number.isNaN(first)) first = meterWh[row]!;
      last = meterWh[row]!;
    }
    const producedWh = last - first;
    const availability = 1 - lostWh / (lostWh + producedWh);
    periods.push({ startMs, endMs, lostWh, producedWh, availability });
  }
  return periods;
}
