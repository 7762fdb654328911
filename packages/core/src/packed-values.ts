import type { PointValues } from "./reading.ts";
import { SolarmonError } from "./errors.ts";
import { POINTS, pointByCode, pointByName } from "./points/points.ts";

// Layout: per point `code` (varint), then the value: 0 for null, else zigzag(value / resolution) + 1 (varint).
// Ascending codes, so equal readings have equal bytes. Varints are LEB128, up to 53 bits.

/** Most bytes one packed reading can take. */
export const MAX_PACKED_BYTES: number = POINTS.length * 10;

const LIMIT_32 = 0x3fff_ffff;
/** Largest quantised number; its zigzag form plus one still fits 53 bits. */
const LIMIT_SCALED = 2 ** 52 - 2;
/** Weight of the last of the eight bytes that 53 bits can take. */
const LAST_SCALE = 2 ** 49;
const scaleByCode = new Float64Array(128);
for (const point of POINTS) scaleByCode[point.code] = Math.round(1 / point.resolution);

/** Quantised form of `value`: a whole number of the point's resolution. */
export function quantise(code: number, value: number): number {
  const scaled = Math.round(value * (scaleByCode[code] ?? 1));
  return scaled === 0 ? 0 : scaled; // no −0
}

/** Value in the point's unit of a quantised number. */
export function dequantise(code: number, scaled: number): number {
  return scaled / (scaleByCode[code] ?? 1);
}

function writeVarint(target: Uint8Array, at: number, value: number): number {
  let rest = value;
  let offset = at;
  while (rest > LIMIT_32) {
    target[offset++] = (rest % 128) | 128;
    rest = Math.floor(rest / 128);
  }
  while (rest > 127) {
    target[offset++] = (rest & 127) | 128;
    rest >>>= 7;
  }
  target[offset++] = rest;
  return offset;
}

/**
 * Appends one value at `offset`; returns the next offset. Codes must be written in ascending order.
 *
 * @param target - with room for 10 more bytes
 * @throws {@link SolarmonError} `invalid_argument` when the value is not finite or has more than 52 bits in the
 * resolution of its point
 */
export function writePacked(
  target: Uint8Array,
  offset: number,
  code: number,
  value: number | null,
): number {
  const next = writeVarint(target, offset, code);
  if (value === null) return writeVarint(target, next, 0);
  const scaled = quantise(code, value);
  if (!(Math.abs(scaled) <= LIMIT_SCALED))
    throw new SolarmonError("invalid_argument", `${value} cannot be stored for point ${code}`);
  return writeVarint(target, next, (scaled < 0 ? -scaled * 2 - 1 : scaled * 2) + 1);
}

/**
 * Packs values by point name.
 *
 * @throws {@link SolarmonError} `invalid_argument` for an unknown point or a value that is not finite
 */
export function packValues(values: PointValues): Uint8Array {
  const entries: Entry[] = [];
  for (const name of Object.keys(values)) {
    const code = pointByName(name)?.code;
    if (code === undefined) throw new SolarmonError("invalid_argument", `unknown point ${name}`);
    const value = values[name] ?? null;
    if (value !== null && !Number.isFinite(value))
      throw new SolarmonError("invalid_argument", `${name} is not a finite number`);
    insertByCode(entries, { code, value });
  }
  const target = new Uint8Array(entries.length * 10);
  let offset = 0;
  for (const { code, value } of entries) offset = writePacked(target, offset, code, value);
  return target.slice(0, offset);
}

interface Entry {
  readonly code: number;
  readonly value: number | null;
}

/** Points mostly come in order already, so this rarely moves anything. */
function insertByCode(entries: Entry[], entry: Entry): void {
  let index = entries.length;
  while (index > 0 && (entries[index - 1]?.code ?? 0) > entry.code) index--;
  if (index === entries.length) entries.push(entry);
  else entries.splice(index, 0, entry);
}

/** A cursor over packed values without allocation: call `next` until it is false, read `code` and `value`. */
export class PackedCursor {
  code = 0;
  /** In the point's unit; `NaN` where the value is missing. */
  value: number = Number.NaN;
  /** In whole steps of the point's resolution, for sums without rounding; `NaN` where missing. */
  scaled: number = Number.NaN;
  #bytes: Uint8Array = new Uint8Array();
  #offset = 0;

  reset(bytes: Uint8Array): this {
    this.#bytes = bytes;
    this.#offset = 0;
    return this;
  }

  /** @throws {@link SolarmonError} `storage_corrupt` when the bytes end within a value or are no packed values */
  next(): boolean {
    if (this.#offset >= this.#bytes.length) return false;
    this.code = this.#varint();
    const stored = this.#varint();
    if (stored === 0) this.scaled = this.value = Number.NaN;
    else {
      const zigzag = stored - 1;
      this.scaled = zigzag % 2 === 0 ? zigzag / 2 : -(zigzag + 1) / 2;
      this.value = dequantise(this.code, this.scaled);
    }
    return true;
  }

  #varint(): number {
    let result = 0;
    let scale = 1;
    for (;;) {
      const byte = this.#bytes[this.#offset++];
      if (byte === undefined) throw new SolarmonError("storage_corrupt", "packed values end early");
      result += (byte & 127) * scale;
      if (byte < 128) return result;
      if (scale >= LAST_SCALE)
        throw new SolarmonError("storage_corrupt", "a packed value has over 53 bits");
      scale *= 128;
    }
  }
}

/**
 * Values by point name. Codes of later versions are left out.
 *
 * @throws {@link SolarmonError} `storage_corrupt` when the bytes are no packed values
 */
export function unpackValues(packed: Uint8Array): Record<string, number | null> {
  const values: Record<string, number | null> = {};
  const cursor = new PackedCursor().reset(packed);
  while (cursor.next()) {
    const point = pointByCode(cursor.code);
    if (point) values[point.name] = Number.isNaN(cursor.value) ? null : cursor.value;
  }
  return values;
}
