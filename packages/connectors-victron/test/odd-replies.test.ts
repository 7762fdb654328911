import { expect, test } from "vitest";
import { decode } from "./support/decode.ts";

const HOUR_MS = 3_600_000;
const START = Date.parse("2026-06-01T10:00:00Z");
const hours = (...values: readonly number[]) =>
  values.map((value, index) => [START + index * HOUR_MS, value]);
const stats = (records: object) => ({ success: true, records, totals: {} });
const codesOf = (body: unknown, receivedAt?: number) =>
  decode("stats", body, receivedAt).problems.map(({ code }) => code);

test("an interval that is not over yet is left out", () => {
  const { readings } = decode(
    "stats",
    stats({ total_solar_yield: hours(1, 1, 1), Pdc: hours(5, 5, 5) }),
    START + 2 * HOUR_MS + 60_000,
  );
  expect(readings.map(({ measuredAt }) => measuredAt)).toEqual([START, START + HOUR_MS]);
});

test("energies of a day, or of an interval that nothing shows, are refused", () => {
  const days = [0, 1, 2].map((day) => [START + day * 24 * HOUR_MS, 12]);
  expect(codesOf(stats({ total_solar_yield: days }))).toEqual(["unsupported"]);
  expect(codesOf(stats({ total_solar_yield: hours(1) }))).toEqual(["unsupported"]);
  // hours with holes between quarters: the usual step is no length of an interval
  const holes = [0, 1, 4, 9].map((index) => [START + index * HOUR_MS, 1]);
  expect(codesOf(stats({ total_solar_yield: holes }))).toEqual(["unsupported"]);
});

test("a flow that is missing in one interval leaves the sum of that interval untold", () => {
  const body = stats({ Pc: hours(1, 1, 1), Pb: hours(1, 1), Pg: hours(1, 1, 1) });
  const { readings, problems } = decode("stats", body);
  expect(readings.map(({ values }) => values)).toEqual([{ acPower: 3_000 }, { acPower: 3_000 }]);
  expect(problems.map(({ code }) => code)).toEqual(["missing_field"]);
});

test("seconds are read as seconds", () => {
  const rows = hours(1, 1).map(([at = 0, value]) => [at / 1_000, value]);
  const { readings } = decode("stats", stats({ total_solar_yield: rows }));
  expect(readings[0]?.measuredAt).toBe(START);
});

test("series by instance are refused; a series that is none is told", () => {
  expect(codesOf({ success: true, records: [{ instance: 0, stats: {} }] })).toEqual([
    "unsupported",
  ]);
  expect(codesOf(stats({ Pdc: "none" }))).toEqual(["malformed"]);
});

const attribute = (dbusPath: string, rawValue: unknown, more: object = {}) => ({
  idSite: 1,
  timestamp: 1_780_315_500,
  instance: 0,
  dbusServiceType: "system",
  dbusPath,
  rawValue,
  formatWithUnit: "%.0f W",
  ...more,
});
const diagnostics = (...records: readonly object[]) =>
  decode("diagnostics", { success: true, records });

test("phases of different times are not added up", () => {
  const { readings, problems } = diagnostics(
    attribute("/Ac/Grid/L1/Power", 100),
    attribute("/Ac/Grid/L2/Power", 100, { timestamp: 1_780_315_000 }),
  );
  expect(readings).toEqual([]);
  expect(problems.map(({ code }) => code)).toEqual(["missing_field"]);
});

test("fewer phases than the system counts are no sum, as many are one", () => {
  const count = attribute("/Ac/Grid/NumberOfPhases", 3, { formatWithUnit: "%d" });
  const [one, two, three] = [1, 2, 3].map((n) => attribute(`/Ac/Grid/L${n}/Power`, 100 * n));
  if (!one || !two || !three) throw new Error("three phases are made up");
  const { readings, problems } = diagnostics(count, one, { ...two, rawValue: null }, three);
  expect(readings).toEqual([]);
  expect(problems.map(({ code }) => code)).toEqual(["missing_field"]);
  expect(diagnostics(count, one, two, three).readings[0]?.values["gridImportPower"]).toBe(600);
  expect(diagnostics(one).readings[0]?.values["gridImportPower"]).toBe(100);
});

test("a unit that measures something else refuses the value", () => {
  const { readings, problems } = diagnostics(
    attribute("/Dc/Pv/Power", 5, { formatWithUnit: "%.1f V" }),
  );
  expect(readings).toEqual([]);
  expect(problems.map(({ code }) => code)).toEqual(["unknown_unit"]);
});

test("kilowatts are read as such, and a record without a time is refused", () => {
  const kilo = diagnostics(attribute("/Dc/Pv/Power", 1.5, { formatWithUnit: "%.2F kW" }));
  expect(kilo.readings[0]?.values).toEqual({ dcPower: 1_500 });
  const { readings, problems } = diagnostics(attribute("/Dc/Pv/Power", 5, { timestamp: null }));
  expect(readings).toEqual([]);
  expect(problems.map(({ code }) => code)).toEqual(["time_missing"]);
});

test("an unknown state is told", () => {
  const { problems } = diagnostics(
    attribute("/State", 99, { dbusServiceType: "solarcharger", formatWithUnit: "%s" }),
  );
  expect(problems.map(({ code }) => code)).toEqual(["unknown_field"]);
});

test("an unknown endpoint lists those there are", () => {
  expect(() => decode("nothing", {})).toThrow(/diagnostics/u);
});
