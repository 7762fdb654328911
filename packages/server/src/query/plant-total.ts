import { pointByName } from "@solarmon/core";
import type { DeviceSeries } from "@solarmon/ingest";

const ADDED_UNITS: ReadonlySet<string> = new Set(["W", "Wh", "var", "A"]);

interface Row {
  readonly sums: Float64Array;
  readonly counts: Float64Array;
  completeness: number;
}

/**
 * Adds the devices of a plant up, interval by interval: power, energy and current as sums, all else as means.
 * Completeness is the mean over the devices that have any value; one that is absent from an interval counts as 0.
 */
export class PlantTotal {
  readonly #points: readonly string[];
  readonly #rows = new Map<number, Row>();
  readonly #devices = new Set<string>();
  #hasCompleteness = false;

  constructor(points: readonly string[]) {
    this.#points = points;
  }

  add({ deviceId, times, columns, completeness }: DeviceSeries): void {
    const own = this.#points.map((point) => columns[point]);
    for (let index = 0; index < times.length; index++) {
      let hasValue = false;
      const row = this.#row(times[index] ?? 0);
      for (const [point, column] of own.entries()) {
        const value = column?.[index] ?? Number.NaN;
        if (Number.isNaN(value)) continue;
        hasValue = true;
        row.sums[point] = (row.sums[point] ?? 0) + value;
        row.counts[point] = (row.counts[point] ?? 0) + 1;
      }
      if (!hasValue) continue;
      this.#devices.add(deviceId);
      if (completeness) {
        this.#hasCompleteness = true;
        row.completeness += completeness[index] ?? Number.NaN;
      }
    }
  }

  /** The total as a series of its own, times ascending. */
  series(): DeviceSeries {
    const rows = [...this.#rows].toSorted(([a], [b]) => a - b);
    const columns = this.#points.map((name, point) => {
      const isAdded = ADDED_UNITS.has(pointByName(name)?.unit ?? "");
      return [name, Float64Array.from(rows, ([, row]) => valueOf(row, point, isAdded))] as const;
    });
    const devices = Math.max(1, this.#devices.size);
    return {
      deviceId: "total",
      times: Float64Array.from(rows, ([time]) => time),
      columns: Object.fromEntries(columns),
      completeness: this.#hasCompleteness
        ? Float64Array.from(rows, ([, row]) => row.completeness / devices)
        : null,
    };
  }

  #row(time: number): Row {
    let row = this.#rows.get(time);
    if (!row) {
      const { length } = this.#points;
      row = { sums: new Float64Array(length), counts: new Float64Array(length), completeness: 0 };
      this.#rows.set(time, row);
    }
    return row;
  }
}

function valueOf({ sums, counts }: Row, point: number, isAdded: boolean): number {
  const count = counts[point] ?? 0;
  if (count === 0) return Number.NaN;
  return isAdded ? (sums[point] ?? 0) : (sums[point] ?? 0) / count;
}
