import type { DeviceSeries } from "@solarmon/ingest";
import { pointByName } from "@solarmon/core";

const ROWS_PER_PIECE = 2_000;
// A cell that starts so is a formula for a spreadsheet.
const FORMULA_START = /^[=+\-@\t\r\n]/;

/** Text as a cell that a spreadsheet takes for text, whatever it holds. */
export function csvText(text: string): string {
  const safe = FORMULA_START.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function csvNumber(value: number | undefined): string {
  return value === undefined || Number.isNaN(value) ? "" : String(value);
}

function header(points: readonly string[], hasCompleteness: boolean): string {
  const columns = points.map((name) => csvText(`${name} [${pointByName(name)?.unit ?? "1"}]`));
  return [
    "time",
    "deviceId",
    "device",
    ...columns,
    ...(hasCompleteness ? ["completeness"] : []),
  ].join(",");
}

/** CSV (RFC 4180) piece by piece: a row per device and time, times in UTC, an empty cell for a missing value. */
export function* csvPieces(
  series: readonly DeviceSeries[],
  deviceNames: ReadonlyMap<string, string>,
): Generator<string> {
  const points = [...new Set(series.flatMap(({ columns }) => Object.keys(columns)))];
  const hasCompleteness = series.some(({ completeness }) => completeness !== null);
  let rows = [header(points, hasCompleteness)];
  for (const { deviceId, times, columns, completeness } of series) {
    const device = `${deviceId},${csvText(deviceNames.get(deviceId) ?? "")}`;
    const values = points.map((point) => columns[point]);
    for (const [index, time] of times.entries()) {
      const cells = values.map((column) => csvNumber(column?.[index]));
      if (hasCompleteness) cells.push(csvNumber(completeness?.[index]));
      rows.push(`${new Date(time).toISOString()},${device},${cells.join(",")}`);
      if (rows.length < ROWS_PER_PIECE) continue;
      yield `${rows.join("\r\n")}\r\n`;
      rows = [];
    }
  }
  if (rows.length > 0) yield `${rows.join("\r\n")}\r\n`;
}
