import { once } from "node:events";
import { pointByName } from "@solarmon/core";
import type { DeviceSeries } from "@solarmon/ingest";
import { csvText } from "../csv/csv-text.ts";
import type { LocalTimeText } from "./local-time-text.ts";

export interface SeriesTarget {
  readonly isJson: boolean;
  readonly points: readonly string[];
  readonly times: LocalTimeText;
}

const SLICE_ROWS = 2_000;

/** The CSV header: units in brackets. */
export function csvHeader(points: readonly string[], hasCompleteness: boolean): string {
  const columns = points.map((name) => `${name} [${pointByName(name)?.unit ?? ""}]`);
  return ["time", "device", ...columns, ...(hasCompleteness ? ["completeness"] : [])].join(",");
}

/** Writes rows of one series to standard output, no faster than its reader takes them. */
export async function writeSeries(
  target: SeriesTarget,
  device: string,
  series: DeviceSeries,
): Promise<void> {
  const row = target.isJson ? jsonRow : csvRow;
  for (let from = 0; from < series.times.length; from += SLICE_ROWS) {
    let text = "";
    const end = Math.min(from + SLICE_ROWS, series.times.length);
    for (let index = from; index < end; index++) text += `${row(target, device, series, index)}\n`;
    if (!process.stdout.write(text)) await once(process.stdout, "drain");
  }
}

function csvRow(
  { points, times }: SeriesTarget,
  device: string,
  { times: at, columns, completeness }: DeviceSeries,
  index: number,
): string {
  const cells = [times.text(at[index] ?? 0), csvText(device)];
  for (const point of points) cells.push(numberText(columns[point]?.[index]));
  if (completeness) cells.push(numberText(completeness[index]));
  return cells.join(",");
}

function jsonRow(
  { points, times }: SeriesTarget,
  device: string,
  { times: at, columns, completeness }: DeviceSeries,
  index: number,
): string {
  const row: Record<string, string | number | null> = { time: times.text(at[index] ?? 0), device };
  for (const point of points) row[point] = finite(columns[point]?.[index]);
  if (completeness) row["completeness"] = finite(completeness[index]);
  return JSON.stringify(row);
}

function finite(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : rounded(value);
}

function numberText(value: number | undefined): string {
  return value === undefined || Number.isNaN(value) ? "" : String(rounded(value));
}

/** Means have endless digits; a thousandth is finer than any point is measured. */
function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
