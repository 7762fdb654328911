import type {
  CallOptions,
  LocalCalendar,
  ReadingColumns,
  ReadingStore,
  Span,
} from "@solarmon/core";
import { float64Column } from "./float64-column.ts";
import type { DeviceSeries } from "./series.ts";
import type { SeriesRequest } from "./resolve-series.ts";

/** Hours of one device while its pages come in. */
class HourMeans {
  readonly times: number[] = [];
  readonly #sums: number[][];
  readonly #counts: number[][];
  readonly #calendar: LocalCalendar;
  readonly #names: readonly string[];
  #hour: Span = { start: 0, end: Number.NEGATIVE_INFINITY };

  constructor(calendar: LocalCalendar, names: readonly string[]) {
    this.#calendar = calendar;
    this.#names = names;
    this.#sums = names.map(() => []);
    this.#counts = names.map(() => []);
  }

  add(page: ReadingColumns): void {
    const { measuredAt } = page;
    for (let from = 0; from < measuredAt.length;) {
      this.#open(measuredAt[from]!);
      const to = this.#endOfHour(measuredAt, from);
      for (const [index, name] of this.#names.entries())
        this.#addColumn(index, page.values[name], from, to);
      from = to;
    }
  }

  columns(): Record<string, Float64Array> {
    const mean = (index: number) => {
      const [sums, counts] = [this.#sums[index]!, this.#counts[index]!];
      return float64Column(this.times.length, (hour) => sums[hour]! / counts[hour]!); // 0 / 0 is NaN
    };
    return Object.fromEntries(this.#names.map((name, index) => [name, mean(index)]));
  }

  #open(at: number): void {
    if (at < this.#hour.end) return;
    this.#hour = this.#calendar.hour(at);
    this.times.push(this.#hour.start);
    for (const sums of this.#sums) sums.push(0);
    for (const counts of this.#counts) counts.push(0);
  }

  /** Index after the last reading of the open hour. */
  #endOfHour(measuredAt: Float64Array, from: number): number {
    const { end } = this.#hour;
    let to = from + 1;
    while (to < measuredAt.length && measuredAt[to]! < end) to++;
    return to;
  }

  #addColumn(index: number, values: Float64Array | undefined, from: number, to: number): void {
    if (!values) return;
    let sum = 0;
    let count = 0;
    for (let at = from; at < to; at++) {
      const value = values[at]!;
      if (Number.isNaN(value)) continue;
      sum += value;
      count += 1;
    }
    const hour = this.times.length - 1;
    this.#sums[index]![hour]! += sum;
    this.#counts[index]![hour]! += count;
  }
}

/** Means of local hours from the stored readings. */
export async function* hourlyFromRaw(
  readings: ReadingStore,
  { scope, devices, points, span, calendar }: SeriesRequest,
  call?: CallOptions,
): AsyncIterable<DeviceSeries> {
  const names = points.map(({ name }) => name);
  const store = readings.forTenant(scope);
  for (const { id: deviceId } of devices) {
    const means = new HourMeans(calendar, names);
    for await (const page of store.read({ deviceIds: [deviceId], points: names, span }, call))
      means.add(page);
    if (means.times.length === 0) continue;
    const times = Float64Array.from(means.times);
    yield { deviceId, times, columns: means.columns(), completeness: null };
  }
}
