/** `null`: the device says that it has no such value. */
export type RegisterValue = number | string | null;

/** How a point is spelled in registers: big-endian, high word first. */
export interface RegisterType {
  /** Registers it takes; text says its own. */
  readonly words: number;
  readonly read: (words: readonly number[]) => RegisterValue;
}

const word = (words: readonly number[], index: number): number => words[index] ?? 0;
const unsigned32 = (words: readonly number[]): number => word(words, 0) * 0x1_0000 + word(words, 1);
const unsigned64 = (words: readonly number[]): bigint =>
  words.reduce((sum, next) => (sum << 16n) | BigInt(next), 0n);

function unsigned(
  sentinel: number,
  read: (words: readonly number[]) => number,
  words: number,
): RegisterType {
  return {
    words,
    read: (from) => {
      const value = read(from);
      return value === sentinel ? null : value;
    },
  };
}

function bits(
  topBit: number,
  read: (words: readonly number[]) => number,
  words: number,
): RegisterType {
  return {
    words,
    read: (from) => {
      const value = read(from);
      return value >= topBit ? null : value;
    },
  };
}

function readInt16(words: readonly number[]): number | null {
  const value = word(words, 0);
  return value === 0x8000 ? null : (value << 16) >> 16;
}

function readInt32(words: readonly number[]): number | null {
  const value = unsigned32(words);
  return value === 0x8000_0000 ? null : value | 0;
}

function readInt64(words: readonly number[]): number | null {
  const value = BigInt.asIntN(64, unsigned64(words));
  return value === -(1n << 63n) ? null : Number(value);
}

function readUint64(words: readonly number[]): number | null {
  const value = unsigned64(words);
  return value === (1n << 64n) - 1n ? null : Number(value);
}

function readFloat32(words: readonly number[]): number | null {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint32(0, unsigned32(words));
  const value = view.getFloat32(0);
  return Number.isFinite(value) ? value : null;
}

/** A power of ten; what lies outside −10…10 is no scale factor. */
function readScale(words: readonly number[]): number | null {
  const value = readInt16(words);
  return value === null || Math.abs(value) > 10 ? null : value;
}

const utf8 = new TextDecoder();

/** Up to the first NUL, without blanks around it; some devices leave rubbish behind the NUL. */
function readText(words: readonly number[]): string | null {
  const bytes: number[] = [];
  for (const next of words) {
    bytes.push(next >> 8, next & 0xff);
    if (bytes.includes(0, -2)) break;
  }
  const end = bytes.indexOf(0);
  if (end === 0) return null;
  const text = utf8.decode(Uint8Array.from(end < 0 ? bytes : bytes.slice(0, end))).trim();
  return text === "" ? null : text;
}

/** A hardware address as hexadecimal pairs. */
function readEui48(words: readonly number[]): string | null {
  if (words.every((next) => next === 0xffff)) return null;
  const digits = words
    .slice(1)
    .map((next) => next.toString(16).padStart(4, "0"))
    .join("");
  return digits.match(/../gu)?.join(":") ?? null;
}

/** Types by the short names that the model tables use. Accumulators keep their 0: whoever maps them decides. */
export const REGISTER_TYPES: Readonly<Record<string, RegisterType>> = {
  u16: unsigned(0xffff, (words) => word(words, 0), 1),
  u32: unsigned(0xffff_ffff, unsigned32, 2),
  u64: { words: 4, read: readUint64 },
  i16: { words: 1, read: readInt16 },
  i32: { words: 2, read: readInt32 },
  i64: { words: 4, read: readInt64 },
  f32: { words: 2, read: readFloat32 },
  acc16: { words: 1, read: (words) => word(words, 0) },
  acc32: { words: 2, read: unsigned32 },
  acc64: { words: 4, read: (words) => Number(unsigned64(words)) },
  enum16: unsigned(0xffff, (words) => word(words, 0), 1),
  bits16: bits(0x8000, (words) => word(words, 0), 1),
  bits32: bits(0x8000_0000, unsigned32, 2),
  eui48: { words: 4, read: readEui48 },
  sf: { words: 1, read: readScale },
  pad: { words: 1, read: () => null },
  text: { words: 0, read: readText },
};
