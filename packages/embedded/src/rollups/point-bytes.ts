import {
  type ByteReader,
  type ByteWriter,
  dequantise,
  type Instant,
  type PointRollup,
  quantise,
} from "@solarmon/core";

// Figures of a point: flags, then what the flags leave open. They are whole steps of the point's resolution where that
// gives them back exactly, doubles where not.

const SAME_COUNT = 1;
const SAME_TIMES = 2;
/** first, last, min, max in steps, each but the first as the distance from it. */
const STEPS = 4;
/** first = last = min = max. */
const CONSTANT = 8;
const SUM_STEPS = 16;
const INCREASE_STEPS = 32;
/** Differences of steps up to here stay exact. */
const LARGEST = 2 ** 50;

/** What most points of a row have in common. */
export interface SharedFigures {
  readonly count: number;
  readonly firstAt: Instant;
  readonly lastAt: Instant;
}

function isSteps(code: number, value: number): boolean {
  const steps = quantise(code, value);
  return steps <= LARGEST && steps >= -LARGEST && Object.is(dequantise(code, steps), value);
}

function flagsOf(code: number, rollup: PointRollup, shared: SharedFigures): number {
  const { min, max, first, last } = rollup;
  const isConstant = Object.is(first, last) && Object.is(first, min) && Object.is(first, max);
  const areSteps =
    isSteps(code, first) &&
    (isConstant || (isSteps(code, last) && isSteps(code, min) && isSteps(code, max)));
  const isSameTime = rollup.firstAt === shared.firstAt && rollup.lastAt === shared.lastAt;
  return (
    (rollup.count === shared.count ? SAME_COUNT : 0) |
    (isSameTime ? SAME_TIMES : 0) |
    (areSteps ? STEPS : 0) |
    (isConstant ? CONSTANT : 0) |
    (isSteps(code, rollup.sum) ? SUM_STEPS : 0) |
    (isSteps(code, rollup.increase) ? INCREASE_STEPS : 0)
  );
}

export function writePointRollup(
  out: ByteWriter,
  code: number,
  rollup: PointRollup,
  shared: SharedFigures,
): void {
  const flags = flagsOf(code, rollup, shared);
  out.byte(flags);
  if (!(flags & SAME_COUNT)) out.varint(rollup.count);
  if (!(flags & SAME_TIMES)) {
    out.zigzag(rollup.firstAt - shared.firstAt);
    out.zigzag(rollup.lastAt - shared.lastAt);
  }
  if (flags & STEPS) writeSteps(out, code, rollup, (flags & CONSTANT) !== 0);
  else writeDoubles(out, rollup, (flags & CONSTANT) !== 0);
  writeFigure(out, code, rollup.sum, (flags & SUM_STEPS) !== 0);
  writeFigure(out, code, rollup.increase, (flags & INCREASE_STEPS) !== 0);
}

function writeSteps(
  out: ByteWriter,
  code: number,
  { first, last, min, max }: PointRollup,
  isConstant: boolean,
): void {
  const base = quantise(code, first);
  out.zigzag(base);
  if (isConstant) return;
  out.zigzag(quantise(code, last) - base);
  out.zigzag(quantise(code, min) - base);
  out.zigzag(quantise(code, max) - base);
}

function writeDoubles(
  out: ByteWriter,
  { first, last, min, max }: PointRollup,
  isConstant: boolean,
): void {
  out.float64(first);
  if (isConstant) return;
  out.float64(last);
  out.float64(min);
  out.float64(max);
}

function writeFigure(out: ByteWriter, code: number, figure: number, asSteps: boolean): void {
  if (asSteps) out.zigzag(quantise(code, figure));
  else out.float64(figure);
}

/** @throws `storage_corrupt` when the bytes end early */
export function readPointRollup(
  from: ByteReader,
  code: number,
  shared: SharedFigures,
): PointRollup {
  const flags = from.byte();
  const count = flags & SAME_COUNT ? shared.count : from.varint();
  let { firstAt, lastAt } = shared;
  if (!(flags & SAME_TIMES)) {
    firstAt += from.zigzag();
    lastAt += from.zigzag();
  }
  const asSteps = (flags & STEPS) !== 0;
  const base = asSteps ? from.zigzag() : 0;
  const first = asSteps ? dequantise(code, base) : from.float64();
  let [last, min, max] = [first, first, first];
  if (!(flags & CONSTANT)) {
    last = asSteps ? dequantise(code, base + from.zigzag()) : from.float64();
    min = asSteps ? dequantise(code, base + from.zigzag()) : from.float64();
    max = asSteps ? dequantise(code, base + from.zigzag()) : from.float64();
  }
  const sum = readFigure(from, code, (flags & SUM_STEPS) !== 0);
  const increase = readFigure(from, code, (flags & INCREASE_STEPS) !== 0);
  return { count, sum, min, max, first, firstAt, last, lastAt, increase };
}

function readFigure(from: ByteReader, code: number, asSteps: boolean): number {
  return asSteps ? dequantise(code, from.zigzag()) : from.float64();
}
