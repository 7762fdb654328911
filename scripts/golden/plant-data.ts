import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import type { GoldenFile } from "./golden-file.ts";
import { parseTable, type Table } from "./table.ts";

function placeOf(file: GoldenFile, path: string): string | undefined {
  const beside = fileURLToPath(new URL(`../../../shared/data/${path}`, import.meta.url));
  const places = [`${file.folder}/../../data/${path}`, `${file.folder}/../data/${path}`, beside];
  return places.find((candidate) => existsSync(candidate));
}

/** Whether {@link plantData} finds the table. */
export function hasPlantData(file: GoldenFile, path: string): boolean {
  return placeOf(file, path) !== undefined;
}

/**
 * A table of the plant data that golden topics name: `data/` beside the golden folder, else beside this repository's
 * own.
 *
 * @throws Error when it is in neither place
 */
export function plantData(file: GoldenFile, path: string): Table {
  const place = placeOf(file, path);
  if (place === undefined) throw new Error(`the plant data ${path} is not there`);
  return parseTable(gunzipSync(readFileSync(place)).toString("utf8"));
}

/**
 * Columns on a regular grid: times rounded to the step, the first row of a stamp kept, absent rows `NaN`.
 */
export function regularGrid(
  table: Table,
  timeColumn: string,
  names: readonly string[],
  stepMs: number,
): { readonly timesMs: Float64Array; readonly columns: ReadonlyMap<string, Float64Array> } {
  const times = table.instants(timeColumn).map((time) => Math.round(time / stepMs) * stepMs);
  const startMs = times.reduce((least, time) => Math.min(least, time));
  const endMs = times.reduce((most, time) => Math.max(most, time));
  const rows = (endMs - startMs) / stepMs + 1;
  const firstAt = new Int32Array(rows).fill(-1);
  for (let row = times.length - 1; row >= 0; row--) {
    firstAt[((times[row] ?? 0) - startMs) / stepMs] = row;
  }
  const columns = new Map(
    names.map((name) => {
      const values = table.numbers(name);
      return [name, Float64Array.from(firstAt, (row) => values[row] ?? Number.NaN)] as const;
    }),
  );
  return {
    timesMs: Float64Array.from(firstAt, (_row, index) => startMs + index * stepMs),
    columns,
  };
}
