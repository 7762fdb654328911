import {
  iamAshrae,
  iamInterp,
  type IamInterpOptions,
  iamMarionDiffuse,
  iamMartinRuiz,
  iamMartinRuizDiffuse,
  iamPhysical,
  iamSapm,
  iamSchlick,
  iamSchlickDiffuse,
} from "@solarmon/kpi/iam";
import type { Comparison, Tolerance } from "../comparison.ts";
import type { GoldenFile } from "../golden-file.ts";
import type { GoldenTopic } from "../golden-topic.ts";

const CLOSE = { absolute: 1e-12 };
/** Numerical integration and spline solve. */
const NUMERICAL = { absolute: 1e-9 };

/** Lists of numbers in brackets that the README states after `call`. */
function listsAfter(readme: string, call: RegExp): number[][] {
  const from = readme.search(call);
  if (from < 0) return [];
  const lists = readme.slice(from).matchAll(/\[([-\d.,\se]+)\]/g);
  return [...lists].map(([, numbers]) => numbers!.split(",").map(Number));
}

function stated(readme: string, pattern: RegExp, otherwise: number): number {
  const found = pattern.exec(readme)?.[1];
  return found === undefined ? otherwise : Number(found);
}

/** Table of the README's `interp`. */
function interpTable(readme: string): Pick<IamInterpOptions, "aoiRefDeg" | "iamRef"> {
  const [aoiRefDeg, iamRef] = listsAfter(readme, /`interp\(/);
  return {
    aoiRefDeg: aoiRefDeg ?? [0, 20, 40, 60, 70, 80, 90],
    iamRef: iamRef ?? [1, 0.999, 0.995, 0.94, 0.86, 0.62, 0],
  };
}

function checkDirect(file: GoldenFile, compare: Comparison): void {
  const { readme } = file;
  const table = file.table();
  compare.count(table.rows);
  const aoi = table.numbers("aoi_deg");
  const expect = (name: string, actual: Float64Array, tolerance: Tolerance = CLOSE): void =>
    compare.columns(name, actual, table.numbers(name), tolerance);
  const plain = {
    n: stated(readme, /`physical\(aoi\)` \(n ([\d.]+)/, 1.526),
    extinctionPerM: stated(readme, /`physical\(aoi\)` \(n [\d.]+, K ([\d.]+)/, 4),
    thicknessM: stated(readme, /`physical\(aoi\)` \(n [\d.]+, K [\d.]+ \/m, L ([\d.]+)/, 0.002),
  };
  const thick = {
    n: stated(readme, /with n ([\d.]+) K/, 1.5),
    extinctionPerM: stated(readme, /with n [\d.]+ K ([\d.]+)/, 10),
    thicknessM: stated(readme, /with n [\d.]+ K [\d.]+ L ([\d.]*\d)/, 0.003),
  };
  const nCoating = stated(readme, /n_ar ([\d.]*\d)/, 1.29);
  const table1 = interpTable(readme);
  const [coefficients = [1, -0.002438, 0.0003103, -1.246e-5, 2.11e-7, -1.36e-9]] = listsAfter(
    readme,
    /B0\.\.B5/,
  );
  expect("ashrae", iamAshrae(aoi, { b: stated(readme, /\(b=([\d.]+)\)/, 0.05) }));
  expect("ashrae_b01", iamAshrae(aoi, { b: stated(readme, /and b=([\d.]*\d)/, 0.1) }));
  expect("physical", iamPhysical(aoi, plain));
  expect("physical_k10", iamPhysical(aoi, thick));
  expect("physical_ar129", iamPhysical(aoi, { ...plain, nCoating }));
  const losses = stated(readme, /\(a_r ([\d.]+)\)/, 0.16);
  expect("martin_ruiz", iamMartinRuiz(aoi, { angularLosses: losses }));
  const dusty = stated(readme, /\(a_r [\d.]+\) and ([\d.]*\d)/, 0.2);
  expect("martin_ruiz_02", iamMartinRuiz(aoi, { angularLosses: dusty }));
  expect("schlick", iamSchlick(aoi));
  expect("interp_linear", iamInterp(aoi, table1));
  expect("interp_quadratic", iamInterp(aoi, { ...table1, method: "quadratic" }), NUMERICAL);
  expect("interp_cubic", iamInterp(aoi, { ...table1, method: "cubic" }), NUMERICAL);
  // Far outside 90° the polynomial grows to some 100 and its rounding with it.
  const grown = { absolute: 1e-12, relative: 1e-12 };
  expect("sapm", iamSapm(aoi, { coefficients }), grown);
  expect("sapm_upper1", iamSapm(aoi, { coefficients, upper: 1 }), grown);
}

function checkDiffuse(file: GoldenFile, compare: Comparison): void {
  const table = file.table();
  compare.count(table.rows);
  const tilt = table.numbers("surface_tilt");
  const closed = { martin_ruiz: iamMartinRuizDiffuse(tilt), schlick: iamSchlickDiffuse(tilt) };
  for (const [name, { sky, ground }] of Object.entries(closed)) {
    compare.columns(`${name}_sky`, sky, table.numbers(`${name}_sky`), CLOSE);
    compare.columns(`${name}_ground`, ground, table.numbers(`${name}_ground`), CLOSE);
  }
  const models = {
    ashrae: (aoi: number) => iamAshrae(aoi),
    physical: (aoi: number) => iamPhysical(aoi),
    martin_ruiz: (aoi: number) => iamMartinRuiz(aoi),
    schlick: (aoi: number) => iamSchlick(aoi),
  };
  for (const [name, model] of Object.entries(models)) {
    for (const [region, actual] of Object.entries(iamMarionDiffuse(model, tilt))) {
      const column = `marion_${name}_${region}`;
      compare.columns(column, actual, table.numbers(column), NUMERICAL);
    }
  }
}

export const topic: GoldenTopic = {
  topic: "iam",
  files: [
    [/^iam_direct\.csv$/, checkDirect],
    [/^iam_diffuse\.csv$/, checkDiffuse],
  ],
};
