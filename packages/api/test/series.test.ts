import { array, assert, double, property, record, string, uuid } from "fast-check";
import type { DeviceSeries } from "@solarmon/ingest";
import { expect, test } from "vitest";
import { mergeRuns } from "../src/merge-runs.ts";
import { csvPieces, csvText } from "../src/rest/series-csv.ts";
import { jsonPieces } from "../src/rest/series-json.ts";

function run(times: number[], columns: Record<string, number[]>): DeviceSeries {
  return {
    deviceId: "d",
    times: Float64Array.from(times),
    columns: Object.fromEntries(
      Object.entries(columns).map(([name, values]) => [name, Float64Array.from(values)]),
    ),
    completeness: null,
  };
}

test("runs of one device become one series, whatever columns each has", () => {
  const merged = mergeRuns([run([1, 2], { a: [1, 2] }), run([3], { b: [3] })]);
  expect([...merged.times]).toEqual([1, 2, 3]);
  expect([...(merged.columns["a"] ?? [])]).toEqual([1, 2, Number.NaN]);
  expect([...(merged.columns["b"] ?? [])]).toEqual([Number.NaN, Number.NaN, 3]);
});

test("no text can become a formula or break its cell", () => {
  assert(
    property(string(), (text) => {
      const cell = csvText(text);
      expect(cell).not.toMatch(/^"?[=+\-@\t\r]/);
      const isQuoted = cell.startsWith('"');
      const inner = isQuoted ? cell.slice(1, -1).replaceAll('""', '"') : cell;
      expect(inner.replace(/^'/, "")).toBe(text.replace(/^'/, ""));
      expect(isQuoted || !/[",\r\n]/.test(cell)).toBe(true);
    }),
  );
});

test("JSON pieces make one document, CSV pieces one table, for any sizes", () => {
  const series = array(
    record({
      deviceId: uuid(),
      values: array(double({ noDefaultInfinity: true }), { maxLength: 5 }),
    }),
    { maxLength: 4 },
  );
  assert(
    property(series, (given) => {
      const all = given.map(({ deviceId, values }) => ({
        deviceId,
        times: Float64Array.from(values, (_, index) => index),
        columns: { acPower: Float64Array.from(values) },
        completeness: null,
      }));
      const { series: parsed } = JSON.parse([...jsonPieces({ a: 1 }, all)].join(""));
      expect(parsed).toHaveLength(all.length);
      for (const [index, { values }] of given.entries())
        expect(parsed[index].columns.acPower).toEqual(
          values.map((value) => (Number.isNaN(value) ? null : value === 0 ? 0 : value)),
        );
      const rows = [...csvPieces(all, new Map())].join("").trimEnd().split("\r\n");
      expect(rows).toHaveLength(1 + all.reduce((sum, { times }) => sum + times.length, 0));
    }),
  );
});
