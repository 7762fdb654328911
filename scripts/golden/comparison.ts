/** What may differ: |actual − expected| ≤ absolute + relative · |expected|. Nothing when both are left out. */
export interface Tolerance {
  readonly absolute?: number;
  readonly relative?: number;
  /** Values are angles in degrees: 359.9 and 0.1 lie 0.2 apart. */
  readonly modulo?: number;
}

export type Values = ArrayLike<number>;

/** Collects how far a file's values lie from what we compute; keeps the worst, in shares of its tolerance. */
export class Comparison {
  rows = 0;
  /** |actual − expected| where the share of the tolerance is largest; Infinity: NaN against a number. */
  maxError = 0;
  /** The tolerance at that place. */
  tolerance = 0;
  /** That place: column and row. */
  at = "";
  /** How many values are off. */
  off = 0;
  #worstShare = -1;

  /** Counts the file's rows; call once. */
  count(rows: number): void {
    this.rows += rows;
  }

  /** Compares two columns row by row; NaN equals NaN only, an infinity itself only. */
  columns(name: string, actual: Values, expected: Values, tolerance: Tolerance = {}): void {
    if (actual.length !== expected.length) {
      this.#note(
        `${name}: ${actual.length} rows for ${expected.length}`,
        Number.POSITIVE_INFINITY,
        0,
      );
    }
    for (let row = 0; row < expected.length; row++) {
      this.value(
        `${name}[${row}]`,
        actual[row] ?? Number.NaN,
        expected[row] ?? Number.NaN,
        tolerance,
      );
    }
  }

  /** Compares one value. */
  value(name: string, actual: number, expected: number, tolerance: Tolerance = {}): void {
    const { absolute = 0, relative = 0, modulo } = tolerance;
    if (
      Object.is(actual, expected) ||
      actual === expected ||
      (actual !== actual && expected !== expected)
    ) {
      this.#note(
        name,
        0,
        absolute + (Number.isFinite(expected) ? relative * Math.abs(expected) : 0),
      );
      return;
    }
    let error = Math.abs(actual - expected);
    if (modulo !== undefined) error = Math.min(error % modulo, modulo - (error % modulo));
    if (Number.isNaN(error)) error = Number.POSITIVE_INFINITY;
    // NaN or an infinity is met exactly or not at all: no share of it is allowed
    const allowed = absolute + (Number.isFinite(expected) ? relative * Math.abs(expected) : 0);
    this.#note(name, error, allowed);
  }

  /** Compares masks: 1/0, or booleans. */
  masks(
    name: string,
    actual: ArrayLike<number | boolean>,
    expected: ArrayLike<number | boolean>,
  ): void {
    this.columns(name, Array.from(actual, Number), Array.from(expected, Number));
  }

  get ok(): boolean {
    return this.off === 0 && this.rows > 0;
  }

  #note(name: string, error: number, allowed: number): void {
    if (error > allowed) this.off++;
    const share = error === 0 ? 0 : error / allowed;
    if (share <= this.#worstShare) return;
    this.#worstShare = share;
    this.maxError = error;
    this.tolerance = allowed;
    this.at = name;
  }
}
