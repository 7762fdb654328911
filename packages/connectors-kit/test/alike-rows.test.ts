import * as fc from "fast-check";
import { expect, test } from "vitest";
import { AlikeRows, type FieldRule, ProblemList, readField, type ValueMap } from "../src/index.ts";

function rule(field: string, point: string, more: Partial<FieldRule> = {}): [string, FieldRule] {
  return [field, { field, point, unit: "W", source: "made up", ...more }];
}

const RULES: ReadonlyMap<string, FieldRule> = new Map([
  rule("pac", "acPower", { unit: "kW" }),
  rule("power", "acPower"),
  rule("grid", "gridImportPower", { negativePoint: "gridExportPower" }),
  rule("load", "loadPower", { sign: -1 }),
  rule("pdc", "dcPower", { sentinels: [65_535] }),
  rule("wrong", "batteryPower", { unit: "furlong" }),
  ...Array.from({ length: 6 }, (_, index) =>
    rule(`u${index}`, `dcVoltage${index + 1}`, { unit: "V" }),
  ),
]);

type Row = Record<string, unknown>;

/** Each field by itself, into an object that grows. */
function readOneByOne(rows: readonly Row[]) {
  const problems = new ProblemList();
  const values = rows.map((row, index) => {
    const found: ValueMap = {};
    for (const [name, raw] of Object.entries(row)) {
      const known = RULES.get(name);
      if (known) readField(raw, known, found, problems, `/${index}/${name}`);
      else problems.add(`/${index}/${name}`, "unknown_field", String(raw));
    }
    return found;
  });
  return { values: values.map(Object.entries), problems: problems.toArray() };
}

function readAlike(rows: readonly Row[]) {
  const problems = new ProblemList();
  const reader = new AlikeRows(RULES, (name, raw, path) =>
    problems.add(`${path}/${name}`, "unknown_field", String(raw)),
  );
  const values = rows.map((row, index) => reader.read(row, problems, `/${index}`));
  return { values: values.map(Object.entries), problems: problems.toArray() };
}

/** Values that come again are as likely as others: what is kept from row to row must be the right one. */
const raw = fc.oneof(
  { weight: 3, arbitrary: fc.double({ min: -2_000, max: 2_000, noNaN: true }) },
  { weight: 4, arbitrary: fc.constantFrom(0, 1.5, -3) },
  fc.constantFrom(null, "N/A", "12.5", "lots", 65_535, -0, 1e12, true),
);
const names = [...RULES.keys(), "serial", "state"];
const shape = fc.subarray(names).chain((some) => fc.shuffledSubarray(some, { minLength: 0 }));
/** Runs of rows of one shape, as a reply has them, in which single values are missing. */
const rows = fc
  .array(
    shape.chain((fields) =>
      fc.array(fc.record(Object.fromEntries(fields.map((name) => [name, raw] as const))), {
        minLength: 1,
        maxLength: 4,
      }),
    ),
    { maxLength: 5 },
  )
  .map((runs) => runs.flat());

test("rows read one after the other give what each gives by itself, in the same order", () => {
  fc.assert(
    fc.property(rows, (some) => {
      expect(readAlike(some)).toEqual(readOneByOne(some));
    }),
    { numRuns: 1_000 },
  );
});

test("each row has values of its own", () => {
  const reader = new AlikeRows(RULES, () => {});
  const [first, second, third] = [1, 2, undefined].map((pac) =>
    reader.read({ power: 5, pac, u0: 400 }, new ProblemList(), ""),
  );
  expect(first).toEqual({ acPower: 1_000, dcVoltage1: 400 });
  expect(second).toEqual({ acPower: 2_000, dcVoltage1: 400 });
  expect(third).toEqual({ acPower: 5, dcVoltage1: 400 });
});
