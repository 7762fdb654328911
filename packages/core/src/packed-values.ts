import type { PointValues } from "./reading.ts";
import { SolarmonError } from "./errors.ts";
import { POINTS, pointByCode, pointByName } from "./points.ts";

// Layout: per point `code` (varint), then the value: 0 for null, else zigzag(value / resolution) + 1 (varint).
// Ascending codes, so equal readings have equal bytes. Varints are LEB128, up to 53 bits.

/** Most bytes one packed reading can take. */
export const MAX_PACKED_BYTES: number = POINTS.length * 10;

const LIMIT_32 = 0x3fff_ffff;
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

/** Appends one value at `offset`; returns the next offset. Codes must be written in ascending order. */
export function writePacked(
  target: Uint8Array,
  offset: number,
  code: number,
  value: number | null,
): number {
  const next = writeVarint(target, offset, code);
  if (value === null) return writeVarint(target, next, 0);
  const scaled = quantise(code, value);
  return writeVarint(target, next, (scaled < 0 ? -scaled * 2 - 1 : scaled * 2) + 1);
}

/**
 * Packs values by point name.
 *
 * @throws {@link SolarmonError} `invalid_argument` for an unknown point or a value that is not finite
 */
export function packValues(values: PointValues): Uint8Array {
  const entries = Object.entries(values).map(([name, value]) => {
    const point = pointByName(name);
    if (!point) throw new SolarmonError("invalid_argument", `unknown point ${name}`);
    if (value !== null && !Number.isFinite(value))
      throw new SolarmonError("invalid_argument", `${name} is not a finite number`);
    return { code: point.code, value };
  });
  const target = new Uint8Array(entries.length * 10);
  let offset = 0;
  for (const { code, value } of entries.toSorted((a, b) => a.code - b.code))
    offset = writePacked(target, offset, code, value);
  return target.slice(0, offset);
}

/** A cursor over packed values without allocation: call {@link next} until it is false, read `code` and `value`. */
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
      scale *= 128;
    }
  }
}

/** Values by point name. Codes of later versions are left out. */
export function unpackValues(packed: Uint8Array): Record<string, number | null> {
  const values: Record<string, number | null> = {};
  const cursor = new PackedCursor().reset(packed);
  while (cursor.next()) {
    const point = pointByCode(cursor.code);
    if (point) values[point.name] = Number.isNaN(cursor.value) ? null : cursor.value;
  }
  return values;
}
