const DAY_MS = 86_400_000;

/** Bins of {@link aggregationInsol}. */
export interface AggregationInsolOptions {
  /** Borders of the bins [epoch ms], ascending, one more than bins; a bin holds [border, next border). */
  readonly binEdgesMs: Float64Array;
}

/**
 * Borders of local days from that of the first row to that of the last [epoch ms].
 *
 * Days of a fixed offset, as the references want them; for civil days of 23 and 25 hours give your own borders.
 *
 * @param utcOffsetMinutes - local standard time minus UTC [min], east positive
 * @example
 * dayEdges(Float64Array.of(0, 86_400_000)).length; // 3
 */
export function dayEdges(timesMs: Float64Array, utcOffsetMinutes: number = 0): Float64Array {
  const offsetMs = utcOffsetMinutes * 60_000;
  const first = Math.floor((timesMs[0]! + offsetMs) / DAY_MS);
  const last = Math.floor((timesMs[timesMs.length - 1]! + offsetMs) / DAY_MS);
  const days = timesMs.length === 0 ? -1 : last - first + 1;
  return Float64Array.from({ length: days + 1 }, (_day, day) => (first + day) * DAY_MS - offsetMs);
}

/**
 * Mean of normalised energy per bin, weighted by insolation: Σ(H·x)/ΣH.
 *
 * @param timesMs - epoch ms, ascending
 * @param normalized - energy over expected energy; `NaN` is missing
 * @param insolation - weights, any unit; `NaN` is missing
 * @returns one value a bin; `NaN` in a bin without insolation
 * @see RdTools 3.2, `aggregation.aggregation_insol`
 * @example
 * const binEdgesMs = dayEdges(Float64Array.of(0, 3_600_000));
 * aggregationInsol(Float64Array.of(0, 3_600_000), Float64Array.of(0.9, 0.8), Float64Array.of(100, 300), { binEdgesMs }); // [0.825]
 */
export function aggregationInsol(
  timesMs: Float64Array,
  normalized: Float64Array,
  insolation: Float64Array,
  { binEdgesMs }: AggregationInsolOptions,
): Float64Array {
  const means = new Float64Array(Math.max(0, binEdgesMs.length - 1));
  let row = 0;
  while (row < timesMs.length && timesMs[row]! < binEdgesMs[0]!) row++;
  for (let bin = 0; bin < means.length; bin++) {
    let [weighted, weight] = [0, 0];
    for (; row < timesMs.length && timesMs[row]! < binEdgesMs[bin + 1]!; row++) {
      const part = insolation[row]! * normalized[row]!;
      if (part === part) weighted += part;
      if (!Number.isNaN(insolation[row]!)) weight += insolation[row]!;
    }
    means[bin] = weighted / weight;
  }
  return means;
}
