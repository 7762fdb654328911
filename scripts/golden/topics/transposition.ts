import {
  aoi,
  aoiProjection,
  beamComponent,
  ghiFromPoaDriesse2024,
  groundDiffuse,
  gtiDirint,
  hayDavies,
  isotropic,
  klucher,
  PEREZ_COEFFICIENTS,
  type PerezCoefficientSet,
  perez,
  perezDriesse,
  perezDriesseParts,
  perezParts,
  reindl,
  type SkyDiffuseParts,
  type SkyModel,
  totalIrradiance,
} from "@solarmon/kpi/transposition";
import type { Comparison, Tolerance } from "../comparison.ts";
import type { GoldenFile } from "../golden-file.ts";
import type { GoldenTopic } from "../golden-topic.ts";
import type { Table } from "../table.ts";

const CLOSE = { relative: 1e-9, absolute: 1e-8 };

/** The last bit of a cosine [rad], as degrees of an angle whose sine is 1. */
const COSINE_BIT_DEG = 2e-14;

/** The tolerance of the README; where the sun stands on the normal, the angle hangs on the last bit of its cosine. */
function angleTolerance(aoiDeg: number): Tolerance {
  const bitDeg = COSINE_BIT_DEG / Math.abs(Math.sin((aoiDeg * Math.PI) / 180));
  return { ...CLOSE, absolute: CLOSE.absolute + Math.min(bitDeg, 2e-6) };
}

interface Surface {
  readonly surfaceTiltDeg: number;
  readonly surfaceAzimuthDeg: number;
}

/** Tilt and azimuth that the README states after `prefix`. */
function surfaceOf(readme: string, prefix: RegExp, tilt: number, azimuth: number): Surface {
  const found = new RegExp(`${prefix.source}([\\d.]+)\\s*[/,]\\s*([\\d.]+)`).exec(readme);
  if (!found) return { surfaceTiltDeg: tilt, surfaceAzimuthDeg: azimuth };
  return { surfaceTiltDeg: Number(found[1]), surfaceAzimuthDeg: Number(found[2]) };
}

function stated(readme: string, pattern: RegExp, otherwise: number): number {
  const found = pattern.exec(readme)?.[1];
  return found === undefined ? otherwise : Number(found);
}

type Expect = (name: string, actual: Float64Array, tolerance?: Tolerance) => void;

function expecting(table: Table, compare: Comparison): Expect {
  return (name, actual, tolerance = CLOSE) =>
    compare.columns(name, actual, table.numbers(name), tolerance);
}

function expectParts(expect: Expect, prefix: string, parts: SkyDiffuseParts<Float64Array>): void {
  expect(`${prefix}_poa_sky_diffuse`, parts.skyDiffuseWm2);
  expect(`${prefix}_poa_isotropic`, parts.isotropicWm2);
  expect(`${prefix}_poa_circumsolar`, parts.circumsolarWm2);
  expect(`${prefix}_poa_horizon`, parts.horizonWm2);
}

function checkTransposition(file: GoldenFile, compare: Comparison): void {
  const table = file.table();
  compare.count(table.rows);
  const expect = expecting(table, compare);
  const rows = {
    surfaceTiltDeg: table.numbers("surface_tilt"),
    surfaceAzimuthDeg: table.numbers("surface_azimuth"),
    zenithDeg: table.numbers("apparent_zenith"),
    azimuthDeg: table.numbers("azimuth"),
    dniExtraWm2: table.numbers("dni_extra"),
    airmassRelative: table.numbers("airmass_relative"),
    ghiWm2: table.numbers("ghi"),
    dniWm2: table.numbers("dni"),
    dhiWm2: table.numbers("dhi"),
  };
  const aoiDeg = table.numbers("aoi");
  for (const [row, ours] of aoi(rows).entries()) {
    const wanted = aoiDeg[row] ?? Number.NaN;
    compare.value(`aoi[${row}]`, ours, wanted, angleTolerance(wanted));
  }
  expect("aoi_projection", aoiProjection(rows));
  expect("beam", beamComponent(rows));
  expect("ground_025", groundDiffuse(rows));
  expect("isotropic", isotropic(rows));
  expect("klucher", klucher(rows));
  expect("haydavies", hayDavies(rows));
  expect("reindl", reindl(rows));
  expectParts(expect, "perez", perezParts(rows));
  expectParts(expect, "perezdriesse", perezDriesseParts(rows));
  const albedo = stated(file.readme, /albedo=([\d.]+), model/, 0.2);
  const models: readonly SkyModel[] = ["isotropic", "haydavies", "perez"];
  for (const model of models) {
    const total = totalIrradiance({ ...rows, albedo, model });
    expect(`poa_global_${model}`, total.poaGlobalWm2);
    expect("poa_direct", total.poaDirectWm2);
  }
}

function isSet(name: string): name is PerezCoefficientSet {
  return Object.hasOwn(PEREZ_COEFFICIENTS, name);
}

function checkPerezModels(file: GoldenFile, compare: Comparison): void {
  const table = file.table();
  compare.count(table.rows);
  const expect = expecting(table, compare);
  const surface = surfaceOf(file.readme, /perez_models\.csv \| surface /, 35, 160);
  const sets = table.names.map((name) => name.replace(/^perez_/, "")).filter(isSet);
  for (const coefficients of sets) {
    const sky = perez({
      ...surface,
      zenithDeg: table.numbers("apparent_zenith"),
      azimuthDeg: table.numbers("azimuth"),
      dniExtraWm2: table.numbers("dni_extra"),
      airmassRelative: table.numbers("airmass_relative"),
      dniWm2: table.numbers("dni"),
      dhiWm2: table.numbers("dhi"),
      coefficients,
    });
    expect(`perez_${coefficients}`, sky);
  }
}

function checkGhiFromPoa(file: GoldenFile, compare: Comparison): void {
  const table = file.table();
  compare.count(table.rows);
  const ghi = ghiFromPoaDriesse2024({
    ...surfaceOf(file.readme, /ghi_from_poa_driesse_2024\(/, 35, 160),
    zenithDeg: table.numbers("apparent_zenith"),
    azimuthDeg: table.numbers("azimuth"),
    poaGlobalWm2: table.numbers("poa_global"),
    dniExtraWm2: table.numbers("dni_extra"),
  });
  const found = { absolute: 0.02 }; // the reference stops its search at 0.01
  compare.columns("ghi_driesse2024", ghi, table.numbers("ghi_driesse2024"), found);
}

function checkGtiDirint(file: GoldenFile, compare: Comparison): void {
  const table = file.table();
  compare.count(table.rows);
  const answer = gtiDirint({
    ...surfaceOf(
      file.readme,
      /gti_dirint\(poa_global, aoi, apparent_zenith, azimuth, times, /,
      35,
      160,
    ),
    zenithDeg: table.numbers("apparent_zenith"),
    azimuthDeg: table.numbers("azimuth"),
    timeMs: table.instants("time_utc"),
    aoiDeg: table.numbers("aoi"),
    poaGlobalWm2: table.numbers("poa_global"),
  });
  const close = { relative: 1e-6, absolute: 1e-6 };
  compare.columns("ghi", answer.ghiWm2, table.numbers("ghi"), close);
  compare.columns("dni", answer.dniWm2, table.numbers("dni"), close);
  compare.columns("dhi", answer.dhiWm2, table.numbers("dhi"), close);
}

function checkEdge(file: GoldenFile, compare: Comparison): void {
  const table = file.table();
  compare.count(table.rows);
  const expect = expecting(table, compare);
  const rows = {
    ...surfaceOf(file.readme, /edge\.csv \| surface /, 30, 180),
    azimuthDeg: stated(file.readme, /solar azimuth ([\d.]+)/, 170),
    zenithDeg: table.numbers("apparent_zenith"),
    dniExtraWm2: table.numbers("dni_extra"),
    airmassRelative: table.numbers("airmass_relative"),
    dniWm2: table.numbers("dni"),
    dhiWm2: table.numbers("dhi"),
  };
  expect("perez", perez(rows));
  expect("perez_driesse", perezDriesse(rows));
  expect("haydavies", hayDavies(rows));
}

export const topic: GoldenTopic = {
  topic: "transposition",
  files: [
    [/^transposition\.csv$/, checkTransposition],
    [/^perez_models\.csv$/, checkPerezModels],
    [/^ghi_from_poa\.csv$/, checkGhiFromPoa],
    [/^gti_dirint\.csv$/, checkGtiDirint],
    [/^edge\.csv$/, checkEdge],
  ],
};
