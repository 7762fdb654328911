import {
  ByteReader,
  ByteWriter,
  dequantise,
  type Instant,
  pointByCode,
  pointByName,
  type PointRollup,
  quantise,
  type RollupRow,
  SolarmonError,
} from "@solarmon/core";

// A row: version · length · count · expected (0 null, else + 1) · quality · first and last time after the start ·
// number of points; per point: code · flags · what the flags leave open. Figures are whole steps of the point's
// resolution where that gives them back exactly, doubles where not.

const VERSION = 1;
/** Flags of a point. */
const SAME_COUNT = 1;
const SAME_TIMES = 2;
const STEPS = 4;
const CONSTANT = 8;
const SUM_STEPS = 16;
const INCREASE_STEPS = 32;
/** Differences of steps up to here stay exact. */
const LARGEST = 2 ** 50;

/** A row without what its key says. */
export type RollupBody = Omit<RollupRow, "deviceId" | "resolution" | "start">;

interface Shared {
  readonly count: number;
  readonly firstAt: Instant;
  readonly lastAt: Instant;
}

function isSteps(code: number, value: number): boolean {
  const steps = quantise(code, value);
  return Math.abs(steps) <= LARGEST && Object.is(dequantise(code, steps), value);
}

/** @throws `invalid_argument` for a point that is not in the dictionary */
export function encodeRollup(row: RollupRow): Uint8Array {
  const out = new ByteWriter(512);
  const points = Object.entries(row.points);
  const [, first] = points[0] ?? [];
  const shared = {
    count: row.count,
    firstAt: first?.firstAt ?? row.start,
    lastAt: first?.lastAt ?? row.start,
  };
  out.byte(VERSION);
  out.varint(row.lengthMs);
  out.varint(row.count);
  writeExpected(out, row.expectedCount);
  out.varint(row.quality);
  out.signed(shared.firstAt - row.start);
  out.signed(shared.lastAt - row.start);
  out.varint(points.length);
  for (const [name, rollup] of points) writePoint(out, codeOf(name), rollup, shared);
  return out.written();
}

function codeOf(name: string): number {
  const point = pointByName(name);
  if (!point) throw new SolarmonError("invalid_argument", `unknown point ${name} in a roll-up`);
  return point.code;
}

function writeExpected(out: ByteWriter, expected: number | null): void {
  out.byte(expected === null ? 0 : Number.isSafeInteger(expected) && expected >= 0 ? 1 : 2);
  if (expected === null) return;
  if (Number.isSafeInteger(expected) && expected >= 0) out.varint(expected);
  else out.float64(expected);
}

function readExpected(from: ByteReader): number | null {
  const form = from.byte();
  if (form === 0) return null;
  return form === 1 ? from.varint() : from.float64();
}

function flagsOf(code: number, rollup: PointRollup, shared: Shared): number {
  const { count, min, max, first, last, firstAt, lastAt, sum, increase } = rollup;
  const isConstant = min === max && Object.is(first, min) && Object.is(last, min);
  return (
    (count === shared.count ? SAME_COUNT : 0) |
    (firstAt === shared.firstAt && lastAt === shared.lastAt ? SAME_TIMES : 0) |
    ([min, max, first, last].every((value) => isSteps(code, value)) ? STEPS : 0) |
    (isConstant ? CONSTANT : 0) |
    (isSteps(code, sum) ? SUM_STEPS : 0) |
    (isSteps(code, increase) ? INCREASE_STEPS : 0)
  );
}

function writePoint(out: ByteWriter, code: number, rollup: PointRollup, shared: Shared): void {
  const flags = flagsOf(code, rollup, shared);
  const { count, min, max, first, last, firstAt, lastAt, sum, increase } = rollup;
  out.varint(code);
  out.byte(flags);
  if (!(flags & SAME_COUNT)) out.varint(count);
  if (!(flags & SAME_TIMES)) {
    out.signed(firstAt - shared.firstAt);
    out.signed(lastAt - shared.lastAt);
  }
  const figures = flags & CONSTANT ? [first] : [first, last, min, max];
  writeFigures(out, code, figures, (flags & STEPS) !== 0);
  writeFigures(out, code, [sum], (flags & SUM_STEPS) !== 0);
  writeFigures(out, code, [increase], (flags & INCREASE_STEPS) !== 0);
}

/** Each figure as the difference from the one before. */
function writeFigures(
  out: ByteWriter,
  code: number,
  figures: readonly number[],
  asSteps: boolean,
): void {
  let before = 0;
  for (const figure of figures) {
    if (!asSteps) {
      out.float64(figure);
      continue;
    }
    const steps = quantise(code, figure);
    out.zigzag(steps - before);
    before = steps;
  }
}

function readFigures(from: ByteReader, code: number, count: number, asSteps: boolean): number[] {
  let steps = 0;
  return Array.from({ length: count }, () => {
    if (!asSteps) return from.float64();
    steps += from.zigzag();
    return dequantise(code, steps);
  });
}

/** @param wanted - names of the points to give; `undefined`: all. @throws `storage_corrupt` for other bytes */
export function decodeRollup(
  bytes: Uint8Array,
  start: Instant,
  wanted: ReadonlySet<string> | undefined,
): RollupBody {
  const from = new ByteReader(bytes);
  const version = from.byte();
  if (version !== VERSION)
    throw new SolarmonError("storage_corrupt", `unknown roll-up version ${version}`);
  const lengthMs = from.varint();
  const count = from.varint();
  const expectedCount = readExpected(from);
  const quality = from.varint();
  const firstAt = start + from.signed();
  const shared = { count, firstAt, lastAt: start + from.signed() };
  const points: Record<string, PointRollup> = {};
  for (let left = from.varint(); left > 0; left--) {
    const code = from.varint();
    const rollup = readPoint(from, code, shared);
    const point = pointByCode(code);
    if (point && (!wanted || wanted.has(point.name))) points[point.name] = rollup;
  }
  return { lengthMs, count, expectedCount, quality, points };
}

function readPoint(from: ByteReader, code: number, shared: Shared): PointRollup {
  const flags = from.byte();
  const count = flags & SAME_COUNT ? shared.count : from.varint();
  const isSame = (flags & SAME_TIMES) !== 0;
  const firstAt = shared.firstAt + (isSame ? 0 : from.signed());
  const lastAt = shared.lastAt + (isSame ? 0 : from.signed());
  const figures = readFigures(from, code, flags & CONSTANT ? 1 : 4, (flags & STEPS) !== 0);
  const [first = 0, last = first, min = first, max = first] = figures;
  const [sum = 0] = readFigures(from, code, 1, (flags & SUM_STEPS) !== 0);
  const [increase = 0] = readFigures(from, code, 1, (flags & INCREASE_STEPS) !== 0);
  return { count, sum, min, max, first, firstAt, last, lastAt, increase };
}
