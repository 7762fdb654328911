import { DAY_MS } from "../calendar.ts";
import { apparentSun, SUN_VALUES } from "./apparent-sun.ts";
import { julianDayOf } from "./sidereal-time.ts";

/** Nodes lie twelve hours apart, on a grid fixed in time: an answer does not depend on how a column is cut. */
const NODE_MS = DAY_MS / 2;
const HOURS_PER_CELL = 12;

const POINTS = 6;
const FIRST = -2;
/** Nodes that are kept; a power of two above POINTS. */
const KEPT = 8;

/** Row by node, column by power of u: the Lagrange polynomials through the nodes −2 … 3. */
function lagrangeMatrix(): Float64Array {
  const matrix = new Float64Array(POINTS * POINTS);
  for (let node = 0; node < POINTS; node++) {
    const powers = new Float64Array(POINTS + 1);
    powers[0] = 1;
    for (let other = 0; other < POINTS; other++) {
      if (other === node) continue;
      for (let power = POINTS - 1; power >= 0; power--) {
        const lower = power > 0 ? powers[power - 1]! : 0;
        powers[power] = (lower - powers[power]! * (FIRST + other)) / (node - other);
      }
    }
    matrix.set(powers.subarray(0, POINTS), node * POINTS);
  }
  return matrix;
}

/** Binomial coefficients for shifting a polynomial. */
const BINOMIALS: readonly (readonly number[])[] = [
  [1, 1, 1, 1, 1, 1],
  [0, 1, 2, 3, 4, 5],
  [0, 0, 1, 3, 6, 10],
  [0, 0, 0, 1, 4, 10],
];

/**
 * The sun's apparent place between nodes of the full theory.
 *
 * What is interpolated (a unit vector, its parallax, the equation of the equinoxes, the equation of time) is smooth over
 * days. Polynomials of degree 5 through six nodes, then cut to a cubic for each hour: the error against the full theory
 * is below 2e-10° (`test/solar-position/sun-track.test.ts`), and 300 of its 320 sines fall away.
 */
export class SunTrack {
  /** Cubics of the loaded hour: {@link SUN_VALUES} numbers for each power of u (hours), from the constant up. */
  readonly hour: Float64Array = new Float64Array(4 * SUN_VALUES);
  readonly #cell = new Float64Array(POINTS * SUN_VALUES);
  #loadedCell = Number.NaN;
  readonly #matrix = lagrangeMatrix();
  readonly #nodes = new Float64Array(KEPT * SUN_VALUES);
  readonly #kept = new Float64Array(KEPT).fill(Number.NaN);

  /** Loads an hour, counted from 1970 in terrestrial time; NaN gives NaN. */
  loadHour(hour: number): void {
    const cell = Math.floor(hour / HOURS_PER_CELL);
    if (cell !== this.#loadedCell) this.#loadCell(cell);
    const start = (hour - cell * HOURS_PER_CELL) / HOURS_PER_CELL;
    for (let power = 0; power < 4; power++) {
      const scale = HOURS_PER_CELL ** -power;
      for (let value = 0; value < SUN_VALUES; value++) {
        let sum = 0;
        for (let from = POINTS - 1; from >= power; from--) {
          sum = sum * start + BINOMIALS[power]![from]! * this.#cell[from * SUN_VALUES + value]!;
        }
        this.hour[power * SUN_VALUES + value] = sum * scale;
      }
    }
  }

  #loadCell(cell: number): void {
    this.#loadedCell = cell;
    this.#cell.fill(0);
    for (let point = 0; point < POINTS; point++) {
      const at = this.#slotOf(cell + FIRST + point);
      for (let power = 0; power < POINTS; power++) {
        const weight = this.#matrix[point * POINTS + power]!;
        for (let value = 0; value < SUN_VALUES; value++) {
          this.#cell[power * SUN_VALUES + value]! += weight * this.#nodes[at + value]!;
        }
      }
    }
  }

  #slotOf(node: number): number {
    const slot = node - KEPT * Math.floor(node / KEPT);
    const at = slot * SUN_VALUES;
    if (this.#kept[slot] !== node) {
      apparentSun(julianDayOf(node * NODE_MS), this.#nodes, at);
      this.#kept[slot] = node;
    }
    return at;
  }
}
