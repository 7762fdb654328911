import type { Compressor } from "../compressor.ts";
import { SolarmonError } from "../errors.ts";
import type { ByteReader } from "./byte-reader.ts";
import type { ByteWriter } from "./byte-writer.ts";
import { floatsFromPlanes, floatsToPlanes } from "./float-planes.ts";
import { decodeGolomb, encodeGolomb, golombRoom } from "./golomb.ts";
import { fromPlanes, planeWidth, toPlanes } from "./planes.ts";
import { bestOrder, fromResiduals, toResiduals } from "./predictor.ts";

// First byte of a column: how it is stored. Then
//   LINE     first, step: constant and evenly spaced columns take a few bytes
//   FLOATS   deflated byte planes of the doubles: for numbers too far apart for what follows (or not whole)
//   else     CODED + order + 4 · coder: base, divisor, then residuals, by Golomb code or (width, deflated byte planes)

const LINE = 1;
const FLOATS = 2;
const CODED = 16;
const GOLOMB = 0;
const DEFLATED = 1;
const ORDERS = [0, 1, 2] as const;
/** Offsets up to here keep their second differences within 32 bits. */
const LARGEST_OFFSET = 0x1fff_ffff;

/** Scratch that grows with the longest column seen; a chunk has at most a day of readings. */
class Scratch {
  offsets = new Int32Array(0);
  residuals = new Uint32Array(0);
  room = new Uint8Array(0);

  sized(count: number): this {
    if (this.offsets.length < count) {
      this.offsets = new Int32Array(count);
      this.residuals = new Uint32Array(count);
      this.room = new Uint8Array(golombRoom(count));
    }
    return this;
  }
}

const scratch = new Scratch();

/** Writes the first `count` numbers in whatever form is smallest. */
export function encodeNumbers(
  out: ByteWriter,
  values: Float64Array,
  count: number,
  compressor: Compressor,
): void {
  if (count === 0) return;
  if (writeLine(out, values, count)) return;
  const { offsets } = scratch.sized(count);
  if (!toOffsets(values, count, offsets)) {
    out.byte(FLOATS);
    out.append(compressor.deflateRaw(floatsToPlanes(values, count)));
    return;
  }
  writeCoded(out, values[0] ?? 0, count, compressor);
}

function writeLine(out: ByteWriter, values: Float64Array, count: number): boolean {
  const first = values[0] ?? 0;
  const step = count > 1 ? (values[1] ?? 0) - first : 0;
  if (!Number.isSafeInteger(first) || !Number.isSafeInteger(first + step * (count - 1)))
    return false;
  for (let index = 1; index < count; index++)
    if (values[index] !== first + step * index) return false;
  out.byte(LINE);
  out.signed(first);
  out.signed(step);
  return true;
}

/** Whether every number is whole and near the first; then `offsets` holds the differences from it. */
function toOffsets(values: Float64Array, count: number, offsets: Int32Array): boolean {
  const first = values[0] ?? 0;
  if (!Number.isSafeInteger(first)) return false;
  for (let index = 0; index < count; index++) {
    const offset = (values[index] ?? 0) - first;
    if (!(offset >= -LARGEST_OFFSET && offset <= LARGEST_OFFSET)) return false;
    const whole = offset | 0;
    if (whole !== offset || first + offset !== values[index]) return false;
    offsets[index] = whole;
  }
  return true;
}

function writeCoded(out: ByteWriter, first: number, count: number, compressor: Compressor): void {
  const { offsets, residuals, room } = scratch;
  const { min, divisor } = survey(offsets, count);
  const order = bestOrder(offsets, count, min);
  const base = order === 0 ? min : 0;
  toResiduals(offsets, count, order, base, divisor, residuals);
  const golomb = encodeGolomb(residuals, count, room);
  const width = planeWidth(residuals, count);
  const deflated = compressor.deflateRaw(toPlanes(residuals, count, width));
  const isGolomb = golomb.length <= deflated.length + 1;
  out.byte(CODED + order + 4 * (isGolomb ? GOLOMB : DEFLATED));
  out.signed(first + base);
  out.varint(divisor);
  if (!isGolomb) out.byte(width);
  out.append(isGolomb ? golomb : deflated);
}

/** The smallest offset, and the largest number that divides all (devices often report in steps of ten). */
function survey(offsets: Int32Array, count: number): { min: number; divisor: number } {
  let min = 0;
  let divisor = 0;
  for (let index = 0; index < count; index++) {
    const offset = offsets[index] ?? 0;
    if (offset < min) min = offset;
    let a = divisor;
    let b = offset < 0 ? -offset : offset;
    if (divisor !== 1) while (b > 0) [a, b] = [b, a % b];
    if (divisor !== 1) divisor = a;
  }
  return { min, divisor: Math.max(1, divisor) };
}

/** Fills the first `count` of `target`. @throws `storage_corrupt` for bytes that no encoder wrote */
export function decodeNumbers(
  from: ByteReader,
  target: Float64Array,
  count: number,
  compressor: Compressor,
): void {
  if (count === 0) return;
  const form = from.byte();
  if (form === LINE) {
    const first = from.signed();
    const step = from.signed();
    if (step === 0) target.fill(first, 0, count);
    else for (let index = 0; index < count; index++) target[index] = first + step * index;
  } else if (form === FLOATS) floatsFromPlanes(compressor.inflateRaw(from.rest()), target, count);
  else readCoded(form - CODED, from, target, count, compressor);
}

function readCoded(
  form: number,
  from: ByteReader,
  target: Float64Array,
  count: number,
  compressor: Compressor,
): void {
  const order = ORDERS[form & 3];
  const coder = form >> 2;
  if (order === undefined || coder < GOLOMB || coder > DEFLATED)
    throw new SolarmonError("storage_corrupt", "a chunk column has an unknown form");
  const base = from.signed();
  const divisor = from.varint();
  const { residuals } = scratch.sized(count);
  if (coder === GOLOMB) decodeGolomb(from.rest(), residuals, count);
  else {
    const width = from.byte();
    fromPlanes(compressor.inflateRaw(from.rest()), residuals, count, width);
  }
  fromResiduals(residuals, count, order, base, divisor, target);
}
