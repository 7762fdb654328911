import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CsvRows } from "../src/csv/csv-rows.ts";

function quoted(value: string): string {
  return `"${value.replaceAll('"', '""')}"`;
}

function readAll(csv: string, chunkBytes = Infinity): { line: number; fields: string[] }[] {
  const rows = new CsvRows(",");
  const bytes = Buffer.from(csv);
  const found: { line: number; fields: string[] }[] = [];
  const drain = (): void => {
    while (rows.next())
      found.push({
        line: rows.line,
        fields: Array.from({ length: rows.fieldCount }, (_, field) => rows.text(field)),
      });
  };
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    rows.push(bytes.subarray(at, at + chunkBytes));
    drain();
  }
  rows.end();
  drain();
  expect(rows.consumedBytes).toBe(bytes.length);
  return found;
}

describe("CsvRows", () => {
  it("reads either line end and a last row without one", () => {
    expect(readAll("a,b\r\n1,2\n3,4").map(({ fields }) => fields)).toEqual([
      ["a", "b"],
      ["1", "2"],
      ["3", "4"],
    ]);
  });

  it("passes over blank lines and keeps counting them", () => {
    expect(readAll("a\n\n\nb\n").map(({ line }) => line)).toEqual([1, 4]);
  });

  it("keeps empty fields", () => {
    expect(readAll(",\n,,x\n").map(({ fields }) => fields)).toEqual([
      ["", ""],
      ["", "", "x"],
    ]);
  });

  it("reads separators, quotes and line ends inside quotes", () => {
    expect(readAll('"a,""b""\nc",2\n3,4\n')).toEqual([
      { line: 1, fields: ['a,"b"\nc', "2"] },
      { line: 3, fields: ["3", "4"] },
    ]);
  });

  it("says on which line a quote is never closed", () => {
    expect(() => readAll('a,b\n"1,2\n')).toThrow(/line 2: a quoted field is never closed/);
  });

  it("refuses a row without end instead of filling memory", () => {
    expect(() => readAll("x".repeat(9 * 1024 * 1024), 1024 * 1024)).toThrow(/longer than 4 MB/);
  });

  it("gives back whatever was written, however it is cut into chunks", () => {
    const field = fc.string({ maxLength: 8 });
    const row = fc.array(field, { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1 }),
        fc.integer({ min: 1, max: 9 }),
        (table, size) => {
          const csv = table.map((fields) => fields.map(quoted).join(",")).join("\n");
          const wellFormed = table.map((fields) => fields.map((value) => value.toWellFormed()));
          expect(readAll(csv, size).map(({ fields }) => fields)).toEqual(wellFormed);
        },
      ),
    );
  });
});
