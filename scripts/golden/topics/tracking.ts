import {
  calcAxisTilt,
  calcCrossAxisTilt,
  calcSurfaceOrientation,
  groundAngle,
  maskingAngle,
  maskingAnglePassias,
  projectedSolarZenithAngle,
  shadedFraction1d,
  singleAxis,
  type SingleAxisInput,
  skyDiffusePassias,
} from "@solarmon/kpi/tracking";
import type { Comparison, Values } from "../comparison.ts";
import type { GoldenFile } from "../golden-file.ts";
import type { GoldenTopic } from "../golden-topic.ts";

const ANGLE = { absolute: 1e-8 };
const CLOSE = { absolute: 1e-10 };

interface PythonConfig {
  readonly axis_tilt?: number;
  readonly axis_azimuth?: number;
  readonly max_angle?: number | readonly [number, number];
  readonly backtrack?: boolean;
  readonly gcr?: number;
  readonly cross_axis_tilt?: number;
}

type Config = Omit<SingleAxisInput, "apparentZenithDeg" | "azimuthDeg">;

/** The README lists its configurations as Python writes them. */
function readConfigs(readme: string): ReadonlyMap<string, Config> {
  const literal = /configs: (\[.*?\])\. Defaults/s.exec(readme)?.[1] ?? "[]";
  const json = literal
    .replaceAll("'", '"')
    .replaceAll("(", "[")
    .replaceAll(")", "]")
    .replaceAll("True", "true")
    .replaceAll("False", "false");
  const configs: readonly (readonly [string, PythonConfig])[] = JSON.parse(json);
  return new Map(configs.map(([name, config]) => [name, toConfig(config)]));
}

function toConfig(config: PythonConfig): Config {
  return {
    ...(config.axis_tilt === undefined ? {} : { axisTiltDeg: config.axis_tilt }),
    ...(config.axis_azimuth === undefined ? {} : { axisAzimuthDeg: config.axis_azimuth }),
    ...(config.max_angle === undefined ? {} : { maxAngleDeg: config.max_angle }),
    ...(config.backtrack === undefined ? {} : { backtrack: config.backtrack }),
    ...(config.gcr === undefined ? {} : { gcr: config.gcr }),
    ...(config.cross_axis_tilt === undefined ? {} : { crossAxisTiltDeg: config.cross_axis_tilt }),
  };
}

/** An azimuth means the less the flatter the surface is. */
function compareAzimuths(
  compare: Comparison,
  name: string,
  actual: Values,
  expected: Values,
  tilts: Values,
): void {
  for (let row = 0; row < expected.length; row++) {
    const tilt = tilts[row]!;
    const absolute = tilt < 0.01 ? 1e-5 / tilt : 1e-8;
    compare.value(`${name}[${row}]`, actual[row]!, expected[row]!, { absolute, modulo: 360 });
  }
}

function checkSingleAxis(file: GoldenFile, compare: Comparison): void {
  const table = file.table();
  compare.count(table.rows);
  const names = table.texts("config");
  const configs = readConfigs(file.readme);
  for (const name of new Set(names)) {
    const config = configs.get(name);
    if (!config) throw new Error(`the README states no configuration ${name}`);
    const pick = (column: string): Float64Array =>
      table.numbers(column).filter((_, row) => names[row] === name);
    const position = singleAxis({
      ...config,
      apparentZenithDeg: pick("apparent_zenith"),
      azimuthDeg: pick("azimuth"),
    });
    const angles = (column: string, actual: Float64Array): void =>
      compare.columns(`${name} ${column}`, actual, pick(column), ANGLE);
    angles("tracker_theta", position.trackerThetaDeg);
    angles("surface_tilt", position.surfaceTiltDeg);
    angles("aoi", position.aoiDeg);
    const [expected, tilts] = [pick("surface_azimuth"), pick("surface_tilt")];
    compareAzimuths(compare, `${name} azimuth`, position.surfaceAzimuthDeg, expected, tilts);
  }
}

function checkOrientation(file: GoldenFile, compare: Comparison): void {
  const table = file.table();
  compare.count(table.rows);
  const [tilts, azimuths] = [table.numbers("axis_tilt"), table.numbers("axis_azimuth")];
  const tilt = new Float64Array(table.rows);
  const azimuth = new Float64Array(table.rows);
  for (const [row, theta] of table.numbers("tracker_theta").entries()) {
    const axis = { axisTiltDeg: tilts[row]!, axisAzimuthDeg: azimuths[row]! };
    const answer = calcSurfaceOrientation(theta, axis);
    tilt[row] = answer.surfaceTiltDeg;
    azimuth[row] = answer.surfaceAzimuthDeg;
  }
  const expectedTilts = table.numbers("surface_tilt");
  compare.columns("surface_tilt", tilt, expectedTilts, ANGLE);
  const expected = table.numbers("surface_azimuth");
  compareAzimuths(compare, "surface_azimuth", azimuth, expected, expectedTilts);
}

function checkSlope(file: GoldenFile, compare: Comparison): void {
  const table = file.table();
  compare.count(table.rows);
  const column = (name: string): Float64Array => table.numbers(name);
  for (let row = 0; row < table.rows; row++) {
    const slope = {
      slopeAzimuthDeg: column("slope_azimuth")[row]!,
      slopeTiltDeg: column("slope_tilt")[row]!,
      axisAzimuthDeg: column("axis_azimuth")[row]!,
    };
    const axisTiltDeg = calcAxisTilt(slope);
    const cross = calcCrossAxisTilt({ ...slope, axisTiltDeg });
    compare.value(`axis_tilt[${row}]`, axisTiltDeg, column("axis_tilt")[row]!, ANGLE);
    compare.value(`cross_axis_tilt[${row}]`, cross, column("cross_axis_tilt")[row]!, ANGLE);
  }
}

function stated(readme: string, pattern: RegExp, otherwise: number): number {
  const found = pattern.exec(readme)?.[1];
  return found === undefined ? otherwise : Number(found);
}

function checkShading(file: GoldenFile, compare: Comparison): void {
  const { readme } = file;
  const table = file.table();
  compare.count(table.rows);
  const sun = { zenithDeg: table.numbers("apparent_zenith"), azimuthDeg: table.numbers("azimuth") };
  const axisTiltDeg = stated(readme, /projected_solar_zenith_angle\(zenith, azimuth, ([-\d.]+)/, 0);
  const psza = projectedSolarZenithAngle({
    ...sun,
    axisTiltDeg,
    axisAzimuthDeg: stated(
      readme,
      /projected_solar_zenith_angle\(zenith, azimuth, [-\d.]+, ([-\d.]+)/,
      180,
    ),
  });
  compare.columns("psza", psza, table.numbers("psza"), CLOSE);
  const fraction = shadedFraction1d({
    ...sun,
    axisAzimuthDeg: stated(readme, /axis_azimuth=([-\d.]+)/, 180),
    collectorWidth: stated(readme, /collector_width=([\d.]+)/, 2),
    pitch: stated(readme, /pitch=([\d.]+)/, 5),
    shadedRowRotationDeg: table.numbers("rotation"),
  });
  compare.columns("shaded_fraction1d", fraction, table.numbers("shaded_fraction1d"), CLOSE);
}

function checkRows(file: GoldenFile, compare: Comparison): void {
  const { readme } = file;
  const table = file.table();
  compare.count(table.rows);
  const tilt = table.numbers("surface_tilt");
  const rows = {
    gcr: stated(readme, /masking_angle\(tilt, ([\d.]+)/, 0.4),
    slantHeight: stated(readme, /masking_angle\(tilt, [\d.]+, ([\d.]+)/, 0.5),
  };
  const mean = maskingAnglePassias(tilt, {
    gcr: stated(readme, /masking_angle_passias\(tilt, ([\d.]+)/, rows.gcr),
  });
  const expect = (name: string, actual: Float64Array): void =>
    compare.columns(name, actual, table.numbers(name), CLOSE);
  expect("masking_angle_half", maskingAngle(tilt, rows));
  expect("masking_angle_passias", mean);
  expect("ground_angle_half", groundAngle(tilt, rows));
  expect("sky_diffuse_passias", skyDiffusePassias(mean));
}

export const topic: GoldenTopic = {
  topic: "tracking",
  files: [
    [/^singleaxis\.csv$/, checkSingleAxis],
    [/^surface_orientation\.csv$/, checkOrientation],
    [/^slope_geometry\.csv$/, checkSlope],
    [/^shading\.csv$/, checkShading],
    [/^row_shading\.csv$/, checkRows],
  ],
};
