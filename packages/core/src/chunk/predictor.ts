// Whole numbers as residuals against the numbers before them: order 0 against the smallest, 1 against the last, 2
// against the line through the last two. Signed residuals become unsigned by zigzag: 0, −1, 1, −2 → 0, 1, 2, 3.

/** @returns the order whose residuals take the fewest bits, as far as their lengths tell */
export function bestOrder(offsets: Int32Array, count: number, min: number): 0 | 1 | 2 {
  let plain = 0;
  let first = 0;
  let second = 0;
  let before = offsets[0] ?? 0;
  let stepBefore = 0;
  for (let index = 1; index < count; index++) {
    const offset = offsets[index] ?? 0;
    const step = offset - before;
    const bend = step - stepBefore;
    plain += bitLength(offset - min);
    first += bitLength((step << 1) ^ (step >> 31));
    second += bitLength((bend << 1) ^ (bend >> 31));
    before = offset;
    stepBefore = step;
  }
  if (plain < first && plain < second) return 0;
  return second < first ? 2 : 1;
}

function bitLength(value: number): number {
  return 32 - Math.clz32(value);
}

/** Fills `residuals`; the divisor divides every difference between offsets. */
export function toResiduals(
  offsets: Int32Array,
  count: number,
  order: 0 | 1 | 2,
  base: number,
  divisor: number,
  residuals: Uint32Array,
): void {
  let before = base;
  let stepBefore = 0;
  for (let index = 0; index < count; index++) {
    const offset = offsets[index] ?? 0;
    const step = divisor === 1 ? offset - before : (offset - before) / divisor;
    if (order === 0) {
      residuals[index] = step;
      continue;
    }
    const residual = order === 1 ? step : step - stepBefore;
    residuals[index] = (residual << 1) ^ (residual >> 31);
    before = offset;
    stepBefore = step;
  }
}

/** Fills the first `count` of `target` with the numbers that such residuals stand for. */
export function fromResiduals(
  residuals: Uint32Array,
  count: number,
  order: 0 | 1 | 2,
  base: number,
  divisor: number,
  target: Float64Array,
): void {
  if (order === 0) fromPlain(residuals, count, base, divisor, target);
  else if (order === 1) fromSteps(residuals, count, base, divisor, target);
  else fromBends(residuals, count, base, divisor, target);
}

// A loop for each order: they run a hundred million times a second when each does one thing.

function fromPlain(
  residuals: Uint32Array,
  count: number,
  base: number,
  divisor: number,
  target: Float64Array,
): void {
  for (let index = 0; index < count; index++)
    target[index] = base + (residuals[index] ?? 0) * divisor;
}

function fromSteps(
  residuals: Uint32Array,
  count: number,
  base: number,
  divisor: number,
  target: Float64Array,
): void {
  let sum = 0;
  for (let index = 0; index < count; index++) {
    const residual = residuals[index] ?? 0;
    sum += (residual >>> 1) ^ -(residual & 1);
    target[index] = base + sum * divisor;
  }
}

function fromBends(
  residuals: Uint32Array,
  count: number,
  base: number,
  divisor: number,
  target: Float64Array,
): void {
  let step = 0;
  let sum = 0;
  for (let index = 0; index < count; index++) {
    const residual = residuals[index] ?? 0;
    step += (residual >>> 1) ^ -(residual & 1);
    sum += step;
    target[index] = base + sum * divisor;
  }
}
