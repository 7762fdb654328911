import type { ByteReader } from "../chunk/byte-reader.ts";
import type { ByteWriter } from "../chunk/byte-writer.ts";
import { dequantise, quantise } from "../packed-values.ts";
import type { PointRollup } from "../ports/rollup-store.ts";
import { HOUR_MS, type Instant } from "../time.ts";

// Figures of a point: flags, then what the flags leave open. They are whole steps of the point's resolution (the
// increase of what is not a counter: half steps · ms) where that gives them back exactly, doubles where not. Steps are
// written as the distance from what the figures before let expect, so that most take a byte or two.

const SAME_COUNT = 1;
const SAME_TIMES = 2;
/** first, last, min and max are steps. */
const STEPS = 4;
/** first = last = min = max. */
const CONSTANT = 8;
const SUM_STEPS = 16;
const INCREASE_STEPS = 32;
const INCREASE_AREA = 64;

/** Differences of whole numbers up to here stay exact. */
const LARGEST = 2 ** 50;
/** Parts of a unit · hour in an area, for a point of resolution 1. */
const AREA_PARTS = 2 * HOUR_MS;

/** What most points of a row have in common. */
export interface SharedFigures {
  readonly count: number;
  readonly firstAt: Instant;
  readonly lastAt: Instant;
}

function isSmall(value: number): boolean {
  return value <= LARGEST && value >= -LARGEST;
}

function isSteps(code: number, value: number): boolean {
  const steps = quantise(code, value);
  return isSmall(steps) && Object.is(dequantise(code, steps), value);
}

function toArea(code: number, increase: number): number {
  return Math.round(increase * areaScale(code)) + 0; // no −0
}

function areaScale(code: number): number {
  return quantise(code, 1) * AREA_PARTS;
}

/** The area below the mean. */
function expectedArea(sum: number, count: number, durationMs: number): number {
  return count === 0 ? 0 : Math.round((sum / count) * 2 * durationMs);
}

function areSteps(code: number, { first, last, min, max }: PointRollup): boolean {
  return isSteps(code, first) && isSteps(code, last) && isSteps(code, min) && isSteps(code, max);
}

function isArea(code: number, { increase, sum, count, firstAt, lastAt }: PointRollup): boolean {
  const area = toArea(code, increase);
  const expected = expectedArea(quantise(code, sum), count, lastAt - firstAt);
  return isSmall(area) && isSmall(expected) && Object.is(area / areaScale(code), increase);
}

function flagsOf(code: number, rollup: PointRollup, shared: SharedFigures): number {
  const { count, min, max, first, last } = rollup;
  let flags = count === shared.count ? SAME_COUNT : 0;
  if (rollup.firstAt === shared.firstAt && rollup.lastAt === shared.lastAt) flags |= SAME_TIMES;
  if (Object.is(first, last) && Object.is(first, min) && Object.is(first, max)) flags |= CONSTANT;
  if (areSteps(code, rollup)) flags |= STEPS;
  if (isSteps(code, rollup.sum) && isSmall(quantise(code, first) * count)) flags |= SUM_STEPS;
  if (isSteps(code, rollup.increase)) flags |= INCREASE_STEPS;
  else if (flags & SUM_STEPS && isArea(code, rollup)) flags |= INCREASE_AREA;
  return flags;
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
  if (flags & STEPS) writeSteps(out, code, rollup, flags);
  else writeDoubles(out, rollup, flags);
  if (flags & SUM_STEPS)
    out.zigzag(quantise(code, rollup.sum) - quantise(code, rollup.first) * rollup.count);
  else out.float64(rollup.sum);
  writeIncrease(out, code, rollup, flags);
}

function writeSteps(out: ByteWriter, code: number, rollup: PointRollup, flags: number): void {
  const base = quantise(code, rollup.first);
  out.zigzag(base);
  if (flags & CONSTANT) return;
  out.zigzag(quantise(code, rollup.last) - base);
  out.zigzag(quantise(code, rollup.min) - base);
  out.zigzag(quantise(code, rollup.max) - base);
}

function writeDoubles(
  out: ByteWriter,
  { first, last, min, max }: PointRollup,
  flags: number,
): void {
  out.float64(first);
  if (flags & CONSTANT) return;
  out.float64(last);
  out.float64(min);
  out.float64(max);
}

function writeIncrease(out: ByteWriter, code: number, rollup: PointRollup, flags: number): void {
  const { increase, sum, count, firstAt, lastAt } = rollup;
  if (flags & INCREASE_STEPS) out.zigzag(quantise(code, increase));
  else if (flags & INCREASE_AREA)
    out.zigzag(toArea(code, increase) - expectedArea(quantise(code, sum), count, lastAt - firstAt));
  else out.float64(increase);
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
  const inSteps = (flags & STEPS) !== 0;
  const base = inSteps ? from.zigzag() : 0;
  const first = inSteps ? dequantise(code, base) : from.float64();
  let [last, min, max] = [first, first, first];
  if (!(flags & CONSTANT)) {
    last = inSteps ? dequantise(code, base + from.zigzag()) : from.float64();
    min = inSteps ? dequantise(code, base + from.zigzag()) : from.float64();
    max = inSteps ? dequantise(code, base + from.zigzag()) : from.float64();
  }
  const sumSteps = flags & SUM_STEPS ? from.zigzag() + quantise(code, first) * count : 0;
  const sum = flags & SUM_STEPS ? dequantise(code, sumSteps) : from.float64();
  const expected = expectedArea(sumSteps, count, lastAt - firstAt);
  const increase = readIncrease(from, code, expected, flags);
  return { count, sum, min, max, first, firstAt, last, lastAt, increase };
}

function readIncrease(from: ByteReader, code: number, expected: number, flags: number): number {
  if (flags & INCREASE_STEPS) return dequantise(code, from.zigzag());
  if (flags & INCREASE_AREA) return (from.zigzag() + expected) / areaScale(code);
  return from.float64();
}
