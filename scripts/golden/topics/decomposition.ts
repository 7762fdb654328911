import {
  boland,
  campbellNorman,
  clearnessIndex,
  clearnessIndexZenithIndependent,
  clearskyIndex,
  type Decomposition,
  dirindex,
  dirint,
  disc,
  dniFromClosure,
  erbs,
  erbsDriesse,
  louche,
  orgillHollands,
} from "@solarmon/kpi/decomposition";
import { extraRadiation } from "@solarmon/kpi/solar-position";
import type { Comparison } from "../comparison.ts";
import type { GoldenFile } from "../golden-file.ts";
import type { GoldenTopic } from "../golden-topic.ts";
import type { Table } from "../table.ts";

const CLOSE = { relative: 1e-9, absolute: 1e-8 };

type Compare = (name: string, actual: Float64Array) => void;

function comparer(table: Table, compare: Comparison): Compare {
  return (name, actual) => compare.columns(name, actual, table.numbers(name), CLOSE);
}

function compareParts(expect: Compare, prefix: string, parts: Decomposition<Float64Array>): void {
  expect(`${prefix}_dni`, parts.dniWm2);
  expect(`${prefix}_dhi`, parts.dhiWm2);
}

function stated(readme: string, pattern: RegExp, otherwise: number): number {
  const found = pattern.exec(readme)?.[1];
  return found === undefined ? otherwise : Number(found);
}

function checkByFraction(file: GoldenFile, table: Table, expect: Compare): void {
  const ghiWm2 = table.numbers("ghi");
  const zenithDeg = table.numbers("zenith");
  const dniExtraWm2 = extraRadiation(table.instants("time_utc"));
  const input = { ghiWm2, zenithDeg, dniExtraWm2 };
  const fileExtra = { ghiWm2, zenithDeg, dniExtraWm2: table.numbers("dni_extra") };
  const models = {
    erbs: erbs(input),
    erbs_driesse: erbsDriesse(fileExtra),
    orgill: orgillHollands(input),
    boland: boland(input),
    louche: louche(input),
  };
  for (const [name, parts] of Object.entries(models)) {
    compareParts(expect, name, parts);
    expect(`${name}_kt`, parts.clearnessIndex);
  }
  const a = stated(file.readme, /a_coeff=([\d.]+)/, 8.669);
  const b = stated(file.readme, /b_coeff=([\d.]+)/, 0.591);
  const own = table.names.find((name) => /^boland\d+_dni$/.test(name))?.replace(/_dni$/, "");
  if (own !== undefined) compareParts(expect, own, boland({ ...input, a, b }));
}

function checkDynamic(table: Table, expect: Compare): void {
  const ghiWm2 = table.numbers("ghi");
  const zenithDeg = table.numbers("zenith");
  const timeMs = table.instants("time_utc");
  const pressurePa = table.numbers("pressure_Pa");
  const input = { ghiWm2, zenithDeg, timeMs, pressurePa };
  const discAnswer = disc(input);
  expect("disc_dni", discAnswer.dniWm2);
  expect("disc_kt", discAnswer.clearnessIndex);
  expect("disc_airmass", discAnswer.airmass);
  expect("disc_nopress_dni", disc({ ghiWm2, zenithDeg, timeMs }).dniWm2);
  expect("dirint_dni", dirint(input));
  expect("dirint_tdew_dni", dirint({ ...input, dewPointC: table.numbers("temp_dew_C") }));
  expect("dirint_nodelta_dni", dirint({ ...input, useDeltaKtPrime: false }));
  const ghiClearWm2 = table.numbers("ghi_clear");
  const clear = { ghiClearWm2, dniClearWm2: table.numbers("dni_clear") };
  expect("dirindex_dni", dirindex({ ...input, ...clear }));
}

function checkIndices(table: Table, expect: Compare): void {
  const ghiWm2 = table.numbers("ghi");
  const zenithDeg = table.numbers("zenith");
  const dniExtraWm2 = table.numbers("dni_extra");
  const index = clearnessIndex({ ghiWm2, zenithDeg, dniExtraWm2 });
  expect("clearness_index", index);
  const airmass = table.numbers("airmass_relative");
  const independent = clearnessIndexZenithIndependent({ clearnessIndex: index, airmass });
  expect("clearness_index_zi", independent);
  expect("clearsky_index", clearskyIndex({ ghiWm2, ghiClearWm2: table.numbers("ghi_clear") }));
  const name = table.names.find((column) => column.startsWith("campbell_norman"))!;
  const prefix = name.replace(/_(?:ghi|dni|dhi)$/, "");
  const transmittance = Number(prefix.slice("campbell_norman".length)) / 100;
  const pressurePa = table.numbers("pressure_Pa");
  const clear = campbellNorman({ zenithDeg, transmittance, pressurePa, dniExtraWm2 });
  expect(`${prefix}_ghi`, clear.ghiWm2);
  expect(`${prefix}_dni`, clear.dniWm2);
  expect(`${prefix}_dhi`, clear.dhiWm2);
}

/** The diffuse irradiance stands in the topic transposition, which has the same hours for several surfaces. */
function readDiffuse(file: GoldenFile, table: Table): Float64Array | undefined {
  const sibling = "../transposition/transposition.csv";
  if (!file.has(sibling) || !table.has("complete_dni_from_ghi_dhi")) return undefined;
  const other = file.table(sibling);
  const values = other.numbers("dhi");
  const byTime = new Map(other.texts("time_utc").map((time, row) => [time, values[row]!]));
  return Float64Array.from(table.texts("time_utc"), (time) => byTime.get(time) ?? Number.NaN);
}

function checkDecomposition(file: GoldenFile, compare: Comparison): void {
  const table = file.table();
  compare.count(table.rows);
  const expect = comparer(table, compare);
  checkByFraction(file, table, expect);
  checkDynamic(table, expect);
  checkIndices(table, expect);
  const ghiWm2 = table.numbers("ghi");
  const zenithDeg = table.numbers("zenith");
  const dhiWm2 = readDiffuse(file, table);
  if (dhiWm2) expect("complete_dni_from_ghi_dhi", dniFromClosure({ ghiWm2, dhiWm2, zenithDeg }));
}

function checkEdge(file: GoldenFile, compare: Comparison): void {
  const table = file.table();
  compare.count(table.rows);
  const expect = comparer(table, compare);
  const day = stated(file.readme, /day of year (\d+)/, 172);
  const time = Date.UTC(2019, 0, 1) + (day - 1) * 86_400_000;
  const ghiWm2 = table.numbers("ghi");
  const zenithDeg = table.numbers("zenith");
  const input = { ghiWm2, zenithDeg, dniExtraWm2: extraRadiation(time) };
  const models = {
    erbs: erbs(input),
    orgill: orgillHollands(input),
    boland: boland(input),
    erbs_driesse: erbsDriesse(input),
  };
  for (const [name, parts] of Object.entries(models)) {
    compareParts(expect, name, parts);
    expect(`${name}_kt`, parts.clearnessIndex);
  }
  const discAnswer = disc({ ghiWm2, zenithDeg, timeMs: time });
  expect("disc_dni", discAnswer.dniWm2);
  expect("disc_kt", discAnswer.clearnessIndex);
  expect("disc_airmass", discAnswer.airmass);
}

export const topic: GoldenTopic = {
  topic: "decomposition",
  files: [
    [/^decomposition\.csv$/, checkDecomposition],
    [/^edge\.csv$/, checkEdge],
  ],
};
