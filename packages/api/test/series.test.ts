import fc from "fast-check";
import { expect, test } from "vitest";
import { mergeRuns } from "../src/merge-runs.ts";
import { csvPieces, csvText } from "../src/rest/series-csv.ts";
import { jsonPieces } from "../src/rest/series-json.ts";

test("runs of one device become one series, whatever columns each has", () => {
  const run = (times: number[], columns: Record<string, number[]>) => ({
    deviceId: "d",
    times: Float64Array.from(times),
    columns: Object.fromEntries(
      Object.entries(columns).map(([name, values]) => [name, Float64Array.from(values)]),
    ),
    completeness: null,
  });
  const merged = mergeRuns([run([1, 2], { a: [1, 2] }), run([3], { b: [3] })]);
  expect([...merged.times]).toEqual([1, 2, 3]);
  expect([...(merged.columns["a"] ?? [])]).toEqual([1, 2, Number.NaN]);
  expect([...(merged.columns["b"] ?? [])]).toEqual([Number.NaN, Number.NaN, 3]);
});

test("no text can become a formula or break its cell", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const cell = csvText(text);
      expect(cell).not.toMatch(/^"?[=+\-@\t\r]/);
      const isQuoted = cell.startsWith('"');
      const inner = isQuoted ? cell.slice(1, -1).replaceAll('""', '"') : cell;
      expect(inner.replace(/^'/, "")).toBe(text.replace(/^'/, ""));
      if (!isQuoted) expect(cell).not.toMatch(/[",\r\n]/);
    }),
  );
});

test("JSON pieces make one document, CSV pieces one table, for any sizes", () => {
  const series = fc.array(
    fc.record({
      deviceId: fc.uuid(),
      values: fc.array(fc.double({ noDefaultInfinity: true }), { maxLength: 5 }),
    }),
    { maxLength: 4 },
  );
  fc.assert(
    fc.property(series, (given) => {
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
