import type { DeviceSeries } from "@solarmon/ingest";
import { pointByName } from "@solarmon/core";

/** Numbers of a column as JSON values: `NaN`, which is missing, becomes null. */
export function numbersOrNulls(values: Float64Array): (number | null)[] {
  return Array.from(values, (value) => (Number.isNaN(value) ? null : value));
}

function seriesJson({ deviceId, times, columns, completeness }: DeviceSeries): string {
  return JSON.stringify({
    deviceId,
    times: Array.from(times),
    columns: Object.fromEntries(
      Object.entries(columns).map(([point, values]) => [point, numbersOrNulls(values)]),
    ),
    completeness: completeness && numbersOrNulls(completeness),
  });
}

/** Unit by name of every point that has a column. */
export function unitsOf(series: readonly DeviceSeries[]): Record<string, string> {
  const names = new Set(series.flatMap(({ columns }) => Object.keys(columns)));
  return Object.fromEntries([...names].map((name) => [name, pointByName(name)?.unit ?? "1"]));
}

/** The answer piece by piece, a device at a time, so that a large one does not block the server. */
export function* jsonPieces(head: object, series: readonly DeviceSeries[]): Generator<string> {
  yield `${JSON.stringify(head).slice(0, -1)},"series":[`;
  for (const [index, one] of series.entries()) yield (index === 0 ? "" : ",") + seriesJson(one);
  yield "]}";
}
