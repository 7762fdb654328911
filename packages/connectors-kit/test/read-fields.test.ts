import { SolarmonError } from "@solarmon/core";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  conversionOf,
  type FieldRule,
  parseJsonBytes,
  ProblemList,
  readField,
  readFields,
  readNumber,
  requireEndpoint,
  type ValueMap,
} from "../src/index.ts";

const POWER: FieldRule = { field: "pac", point: "acPower", unit: "kW", source: "made up" };
const NET: FieldRule = {
  field: "grid",
  point: "gridImportPower",
  negativePoint: "gridExportPower",
  unit: "W",
  source: "made up",
};

function read(record: Record<string, unknown>, ...rules: FieldRule[]) {
  const values: ValueMap = {};
  const problems = new ProblemList();
  readFields(record, rules, values, problems, "/data");
  return { values, problems: problems.toArray() };
}

test("a value in the vendor's unit comes in the point's", () => {
  expect(read({ pac: 4.56 }, POWER).values).toEqual({ acPower: 4_560 });
  expect(read({ pac: "4.56" }, POWER).values).toEqual({ acPower: 4_560 });
});

test("a missing value is no value and no problem", () => {
  for (const pac of [null, undefined, "--", "N/A", "", Number.NaN])
    expect(read({ pac }, POWER)).toEqual({ values: {}, problems: [] });
});

test("zero is a measurement, never minus zero", () => {
  expect(read({ pac: 0 }, { ...POWER, sign: -1 }).values).toEqual({ acPower: 0 });
  expect(read({ pac: "-0.0" }, POWER).values).toEqual({ acPower: 0 });
  expect(read({ pac: -0 }, { ...POWER, unit: "W" }).values).toEqual({ acPower: 0 });
});

test("a net value becomes two positive ones", () => {
  expect(read({ grid: -300 }, NET).values).toEqual({ gridImportPower: 0, gridExportPower: 300 });
  expect(read({ grid: 300 }, NET).values).toEqual({ gridImportPower: 300, gridExportPower: 0 });
  expect(read({ grid: 300 }, { ...NET, sign: -1 }).values).toEqual({
    gridImportPower: 0,
    gridExportPower: 300,
  });
});

function codes(raw: unknown, rule: FieldRule): string[] {
  const { problems } = read({ [rule.field]: raw }, rule);
  return problems.map(({ path, code }) => `${path} ${code}`);
}

test("what is no value of the point is told and left out", () => {
  expect(codes("lots", POWER)).toEqual(["/data/pac malformed"]);
  expect(codes({ value: 1 }, POWER)).toEqual(["/data/pac malformed"]);
  expect(codes(1e9, POWER)).toEqual(["/data/pac out_of_range"]);
  expect(codes(65_535, { ...POWER, sentinels: [65_535] })).toEqual(["/data/pac sentinel"]);
  expect(codes(1, { ...POWER, unit: "furlong" })).toEqual(["/data/pac unknown_unit"]);
  expect(codes(1, { ...POWER, unit: "kWh" })).toEqual(["/data/pac unknown_unit"]);
});

test("the reply's own unit counts more than the rule's", () => {
  const values: ValueMap = {};
  expect(readField(7, POWER, values, new ProblemList(), "", "MW")).toBe(true);
  expect(values).toEqual({ acPower: 7_000_000 });
});

function convert(value: number, from: string, to: string): number | undefined {
  return conversionOf(from, to)?.(value);
}

test("units", () => {
  expect(convert(212, "°F", "°C")).toBe(100);
  expect(convert(273.15, "K", "℃")).toBe(0);
  expect(convert(0.42, "1", "%")).toBe(42);
  expect(convert(36, "km/h", "m/s")).toBe(10);
  expect(convert(3.6, "MJ", "Wh")).toBe(1_000);
  expect(convert(1.5, "KWh", "Wh")).toBe(1_500);
  expect(convert(5, "mW", "W")).toBe(0.005);
  expect(convert(5, "MW", "W")).toBe(5_000_000);
  expect(conversionOf("constructor", "W")).toBeNull();
  expect(conversionOf("W", "Wh")).toBeNull();
});

test("units there and back", () => {
  const pairs = fc.constantFrom(["kW", "W"], ["MWh", "Wh"], ["°F", "°C"], ["mph", "m/s"] as const);
  fc.assert(
    fc.property(pairs, fc.double({ min: -1e5, max: 1e5, noNaN: true }), ([from, to], value) => {
      const there = conversionOf(from ?? "", to ?? "")?.(value) ?? Number.NaN;
      expect(conversionOf(to ?? "", from ?? "")?.(there)).toBeCloseTo(value, 4);
    }),
  );
});

test("any text read as a number is finite, null or undefined", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.float().map(String), fc.anything()), (raw) => {
      const value = readNumber(raw);
      expect(value === null || value === undefined || Number.isFinite(value)).toBe(true);
    }),
  );
  expect(readNumber(" -1.5e3 ")).toBe(-1_500);
  expect(readNumber("0x10")).toBeUndefined();
  expect(readNumber("1e999")).toBeNull();
  expect(readNumber(true)).toBeUndefined();
});

test("any bytes give JSON or one problem that quotes nothing", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (body) => {
      const problems = new ProblemList();
      const value = parseJsonBytes(body, problems);
      expect(problems.toArray()).toHaveLength(value === undefined ? 1 : 0);
    }),
  );
  const problems = new ProblemList();
  parseJsonBytes(new TextEncoder().encode("<!DOCTYPE html><p>hunter2"), problems);
  parseJsonBytes(new TextEncoder().encode('{"token":"hunter2"'), problems);
  expect(JSON.stringify(problems.toArray())).not.toContain("hunter2");
});

test("a byte-order mark and zero bytes at the end are let pass", () => {
  const body = new TextEncoder().encode('\uFEFF{"a":1}\r\n\0\0');
  expect(parseJsonBytes(body, new ProblemList())).toEqual({ a: 1 });
});

test("problems are bounded and say how many are not listed", () => {
  const problems = new ProblemList();
  for (let row = 0; row < 5_000; row += 1) problems.add(`/${row}`, "malformed", "no number");
  for (let row = 0; row < 5_000; row += 1) problems.addOnce("x", `/${row}`, "unknown_field", "x");
  expect(problems.toArray()).toHaveLength(1_001);
  expect(problems.toArray().at(-1)?.detail).toBe("4001 more problems are not listed");
});

test("an unknown endpoint is refused with those there are", () => {
  const endpoints = [{ name: "site-power", text: "power of a site" }];
  expect(() => requireEndpoint("acme", endpoints, "site-power")).not.toThrow();
  expect(() => requireEndpoint("acme", endpoints, "nope")).toThrow(SolarmonError);
  expect(() => requireEndpoint("acme", endpoints, "nope")).toThrow(
    /site-power {2}power of a site/u,
  );
});
