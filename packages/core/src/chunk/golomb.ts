import { BitReader, BitWriter } from "./bits.ts";

// Adaptive Golomb–Rice code with a run mode, for residuals that are small most of the time (Rice & Plaunt 1971; the
// run mode is that of JPEG-LS, ISO/IEC 14495-1). No table and no head: the parameter follows the values. Against
// deflate it takes about a tenth less on noisy telemetry.
//
// `mean` is 16 × a moving mean of the values. From RUN_BELOW up, each value is `value >> k` ones, a zero, k bits. Below,
// zeros come in runs: a 1 says 2^run zeros, a 0 says fewer: how many in `run` bits, then one value that is not 0.

const RUN_BELOW = 10;
const LONGEST_RUN = 10;
const LONGEST_UNARY = 20;
const LARGEST_STEP = 0xff_ffff;

/** Scratch that {@link encodeGolomb} needs for `count` values. */
export function golombRoom(count: number): number {
  return count * 8 + 16;
}

class Adaptation {
  mean = 64;
  run = 2;

  /** The best parameter for a geometric distribution is close to log2(0.75 · mean). */
  parameter(): number {
    return 31 - Math.clz32(((this.mean * 3) >> 6) | 1);
  }

  sawValue(value: number): void {
    this.mean += Math.min(value, LARGEST_STEP) - (this.mean >> 4);
  }

  sawLongRun(): void {
    if (this.run < LONGEST_RUN) this.run++;
  }

  sawShortRun(zeros: number, value: number): void {
    if (this.run > 0) this.run--;
    this.mean = Math.floor(this.mean / (1 + (zeros >> 3))) + Math.min(value, LARGEST_STEP);
  }
}

function writeValue(bits: BitWriter, value: number, k: number): void {
  const high = value >>> k;
  if (high >= LONGEST_UNARY) {
    bits.write((1 << LONGEST_UNARY) - 1, LONGEST_UNARY);
    bits.write(value >>> 16, 16);
    bits.write(value & 0xffff, 16);
    return;
  }
  bits.write((1 << (high + 1)) - 2, high + 1);
  if (k > 0) bits.write(value & ((1 << k) - 1), k);
}

function readValue(bits: BitReader, k: number): number {
  const high = bits.ones(LONGEST_UNARY);
  if (high === LONGEST_UNARY) return ((bits.read(16) << 16) | bits.read(16)) >>> 0;
  return k === 0 ? high : ((high << k) | bits.read(k)) >>> 0;
}

/** The code of the first `count` values (unsigned, 32 bits), in `room`. */
export function encodeGolomb(values: Uint32Array, count: number, room: Uint8Array): Uint8Array {
  const bits = new BitWriter(room);
  const state = new Adaptation();
  let index = 0;
  while (index < count) {
    if (state.mean < RUN_BELOW) index = writeRun(bits, state, values, index, count);
    else {
      const value = values[index++] ?? 0;
      writeValue(bits, value, state.parameter());
      state.sawValue(value);
    }
  }
  return bits.finish();
}

function writeRun(
  bits: BitWriter,
  state: Adaptation,
  values: Uint32Array,
  start: number,
  count: number,
): number {
  const longest = 1 << state.run;
  const end = Math.min(count, start + longest);
  let index = start;
  while (index < end && values[index] === 0) index++;
  const zeros = index - start;
  if (zeros === longest || index === count) {
    bits.write(1, 1); // also when the values end within the run
    state.sawLongRun();
    return index;
  }
  const value = (values[index] ?? 0) - 1;
  bits.write(0, 1);
  if (state.run > 0) bits.write(zeros, state.run);
  writeValue(bits, value, 0);
  state.sawShortRun(zeros, value);
  return index + 1;
}

/** Fills the first `count` of `target` with the values of such a code. @throws `storage_corrupt` when it ends early */
export function decodeGolomb(code: Uint8Array, target: Uint32Array, count: number): void {
  const bits = new BitReader(code);
  const state = new Adaptation();
  let index = 0;
  while (index < count) {
    if (state.mean < RUN_BELOW) index = readRun(bits, state, target, index, count);
    else {
      const value = readValue(bits, state.parameter());
      target[index++] = value;
      state.sawValue(value);
    }
  }
}

function readRun(
  bits: BitReader,
  state: Adaptation,
  target: Uint32Array,
  start: number,
  count: number,
): number {
  if (bits.read(1) === 1) {
    const end = Math.min(count, start + (1 << state.run));
    target.fill(0, start, end);
    state.sawLongRun();
    return end;
  }
  const zeros = state.run > 0 ? bits.read(state.run) : 0;
  const value = readValue(bits, 0);
  target.fill(0, start, start + zeros);
  if (start + zeros < count) target[start + zeros] = value + 1;
  state.sawShortRun(zeros, value);
  return start + zeros + 1;
}
