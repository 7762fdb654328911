import { rowsOf } from "../column.ts";
import { correlation } from "../statistics/correlation.ts";
import {
  fitRows,
  modelPower,
  type FitRows,
  type OrientationInput,
  type Plant,
} from "./power-model.ts";
import { solveLinear } from "./solve.ts";

/** Orientation found by {@link inferOrientationFitPvwatts}. */
export interface InferredOrientation {
  /** [deg], 0 flat, 90 upright. */
  readonly tiltDeg: number;
  /** [deg], clockwise from north, 0 to 360. */
  readonly azimuthDeg: number;
  /** Squared correlation of modelled and measured power [1]. */
  readonly r2: number;
}

type Vector = readonly [tilt: number, azimuth: number, capacity: number, limit: number];

/** More rows do not sharpen the answer, they only take time. */
const MOST_ROWS = 4000;
const STARTS: readonly (readonly [number, number])[] = [
  [20, 90],
  [20, 180],
  [20, 270],
  [20, 0],
  [60, 180],
];

function plantOf([tiltDeg, azimuthDeg, capacityW, limitW]: Vector): Plant {
  return { tiltDeg, azimuthDeg, capacityW, limitW };
}

function shifted(vector: Vector, by: readonly number[]): Vector {
  return [vector[0] + by[0]!, vector[1] + by[1]!, vector[2] + by[2]!, vector[3] + by[3]!];
}

function restOf(rows: FitRows, vector: Vector, model: Float64Array): number {
  modelPower(rows, plantOf(vector), model);
  let squares = 0;
  for (let row = 0; row < model.length; row++) squares += (rows.power[row]! - model[row]!) ** 2;
  return squares;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}

function withinLimits([tilt, azimuth, capacity, limit]: Vector, peak: number): Vector {
  return [
    clamp(tilt, 0, 90),
    ((azimuth % 360) + 360) % 360,
    clamp(capacity, peak * 0.5, peak * 2),
    clamp(limit, peak * 0.5, peak * 3),
  ];
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < a.length; row++) sum += a[row]! * b[row]!;
  return sum;
}

/** Normal equations of the four parameters at a point, by differences. */
function normalEquations(
  rows: FitRows,
  vector: Vector,
  model: Float64Array,
): { matrix: number[][]; right: number[] } {
  const steps = [0.01, 0.01, vector[2] * 1e-5, vector[3] * 1e-5];
  const slopes = steps.map((step, index) => {
    const moved = shifted(
      vector,
      vector.map((_, place) => (place === index ? step : 0)),
    );
    const values = modelPower(rows, plantOf(moved), new Float64Array(model.length));
    return values.map((value, row) => (value - model[row]!) / step);
  });
  const rest = rows.power.map((power, row) => power - model[row]!);
  return {
    matrix: slopes.map((a) => slopes.map((b) => dot(a, b))),
    right: slopes.map((a) => dot(a, rest)),
  };
}

/** Levenberg and Marquardt from one start. */
function descend(rows: FitRows, start: Vector, peak: number): { vector: Vector; rest: number } {
  const model = new Float64Array(rows.power.length);
  let vector = start;
  let rest = restOf(rows, vector, model);
  let damping = 1e-3;
  for (let round = 0; round < 60 && damping < 1e8; round++) {
    restOf(rows, vector, model);
    const { matrix, right } = normalEquations(rows, vector, model);
    const damped = matrix.map((line, row) =>
      line.map((value, column) => (row === column ? value * (1 + damping) + 1e-12 : value)),
    );
    const step = solveLinear(damped, right);
    if (!step) break;
    const moved = shifted(vector, step);
    const next = withinLimits(moved, peak);
    const nextRest = restOf(rows, next, model);
    if (!(nextRest < rest)) {
      damping *= 10;
      continue;
    }
    const gain = (rest - nextRest) / rest;
    [vector, rest, damping] = [next, nextRest, damping / 5];
    if (gain < 1e-12) break;
  }
  return { vector, rest };
}

/**
 * Finds tilt and azimuth of an array from its power under clear skies: least squares of a PVWatts model over
 * orientation, DC capacity and inverter limit, from several starts.
 *
 * The model has an isotropic sky, the SAPM cell temperature of an open rack and −0.4 %/°C; capacity and limit are
 * means to an end and not given. With exact clear-sky input the answer is good to a degree.
 *
 * @param input - clear-sky rows; rows with `NaN` are left out
 * @throws RangeError when columns differ in length or fewer than ten rows are left
 * @see PVAnalytics 0.2.3, `system.infer_orientation_fit_pvwatts`
 * @example
 * const timesMs = Float64Array.from({ length: 64 }, (_, row) => Date.UTC(2024, 5, 21, 4) + row * 900_000);
 * const { zenithDeg, azimuthDeg } = solarPosition(timesMs, { latitudeDeg: 40, longitudeDeg: 0 });
 * const ghiWm2 = haurwitz(zenithDeg);
 * const dhiWm2 = ghiWm2.map((ghi) => 0.1 * ghi);
 * const dniWm2 = zenithDeg.map((zenith) => (0.9 * haurwitz(zenith)) / Math.max(0.05, Math.cos((zenith * Math.PI) / 180)));
 * const flat = { powerW: ghiWm2, ghiWm2, dhiWm2, dniWm2, zenithDeg, azimuthDeg };
 * inferOrientationFitPvwatts(flat).tiltDeg < 10; // true
 */
export function inferOrientationFitPvwatts(input: OrientationInput): InferredOrientation {
  const { powerW, ghiWm2, dhiWm2, dniWm2, zenithDeg, azimuthDeg, airC, windMps } = input;
  rowsOf(powerW, ghiWm2, dhiWm2, dniWm2, zenithDeg, azimuthDeg, airC, windMps);
  const rows = fitRows(input, MOST_ROWS);
  if (rows.power.length < 10)
    throw new RangeError("ten clear rows are needed to find an orientation");
  const peak = rows.power.reduce((high, power) => Math.max(high, power), 0);
  const [best] = STARTS.map(([tilt, azimuth]) =>
    descend(rows, [tilt, azimuth, peak, peak * 1.5], peak),
  ).toSorted((a, b) => a.rest - b.rest);
  const { vector } = best!;
  const model = modelPower(rows, plantOf(vector), new Float64Array(rows.power.length));
  return {
    tiltDeg: vector[0],
    azimuthDeg: vector[1],
    r2: correlation(rows.power, model) ** 2,
  };
}
