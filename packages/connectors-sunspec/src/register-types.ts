/** `null`: the device says that it has no such value. */
export type RegisterValue = number | string | null;

/** Words of which some may be absent; a point is read only where all of its words are there. */
export type Words = readonly (number | undefined)[];

/** How a point is spelled in registers: big-endian, high word first. */
export interface RegisterType {
  /** Registers it takes; text says its own. */
  readonly words: number;
  /** @param at - where its first word stands · @param count - how many words it has */
  readonly read: (words: Words, at: number, count: number) => RegisterValue;
}

const word = (words: Words, index: number): number => words[index] ?? 0;
const unsigned32 = (words: Words, at: number): number =>
  word(words, at) * 0x1_0000 + word(words, at + 1);
const unsigned64 = (words: Words, at: number): bigint =>
  (BigInt(unsigned32(words, at)) << 32n) | BigInt(unsigned32(words, at + 2));

function unsigned(
  sentinel: number,
  read: (words: Words, at: number) => number,
  words: number,
): RegisterType {
  return {
    words,
    read: (from, at) => {
      const value = read(from, at);
      return value === sentinel ? null : value;
    },
  };
}

function bits(
  topBit: number,
  read: (words: Words, at: number) => number,
  words: number,
): RegisterType {
  return {
    words,
    read: (from, at) => {
      const value = read(from, at);
      return value >= topBit ? null : value;
    },
  };
}

function readInt16(words: Words, at: number): number | null {
  const value = word(words, at);
  return value === 0x8000 ? null : (value << 16) >> 16;
}

function readInt32(words: Words, at: number): number | null {
  const value = unsigned32(words, at);
  return value === 0x8000_0000 ? null : value | 0;
}

function readInt64(words: Words, at: number): number | null {
  const value = BigInt.asIntN(64, unsigned64(words, at));
  return value === -(1n << 63n) ? null : Number(value);
}

function readUint64(words: Words, at: number): number | null {
  const value = unsigned64(words, at);
  return value === (1n << 64n) - 1n ? null : Number(value);
}

const float = new DataView(new ArrayBuffer(4));

function readFloat32(words: Words, at: number): number | null {
  float.setUint32(0, unsigned32(words, at));
  const value = float.getFloat32(0);
  return Number.isFinite(value) ? value : null;
}

/** A power of ten; what lies outside −10…10 is no scale factor. */
function readScale(words: Words, at: number): number | null {
  const value = readInt16(words, at);
  return value === null || Math.abs(value) > 10 ? null : value;
}

const utf8 = new TextDecoder();

/** Up to the first NUL, or register of set bits, without blanks around it; some devices leave rubbish behind the NUL. */
function readText(words: Words, at: number, count: number): string | null {
  const bytes = bytesOfText(words, at, count);
  if (bytes.length === 0) return null;
  const isAscii = bytes.every((byte) => byte < 0x80);
  const text = isAscii ? String.fromCharCode(...bytes) : utf8.decode(Uint8Array.from(bytes));
  return text.trim() || null;
}

function bytesOfText(words: Words, at: number, count: number): readonly number[] {
  const bytes: number[] = [];
  for (let index = at; index < at + count; index++) {
    const next = word(words, index);
    if (next >> 8 === 0 || next === 0xffff) break;
    bytes.push(next >> 8);
    if ((next & 0xff) === 0) break;
    bytes.push(next & 0xff);
  }
  return bytes;
}

/** A hardware address as hexadecimal pairs. */
function readEui48(words: Words, at: number, count: number): string | null {
  const own = Array.from({ length: count }, (_, index) => word(words, at + index));
  if (own.every((next) => next === 0xffff)) return null;
  const digits = own
    .slice(1)
    .map((next) => next.toString(16).padStart(4, "0"))
    .join("");
  return digits.match(/../gu)?.join(":") ?? null;
}

/**
 * Types by the short names that the model tables use. Accumulators keep their 0: whoever maps them decides. Where the
 * standard knows no other sign for what is not there, devices set all bits.
 */
export const REGISTER_TYPES: Readonly<Record<string, RegisterType>> = {
  u16: unsigned(0xffff, word, 1),
  u32: unsigned(0xffff_ffff, unsigned32, 2),
  u64: { words: 4, read: readUint64 },
  i16: { words: 1, read: readInt16 },
  i32: { words: 2, read: readInt32 },
  i64: { words: 4, read: readInt64 },
  f32: { words: 2, read: readFloat32 },
  acc16: unsigned(0xffff, word, 1),
  acc32: unsigned(0xffff_ffff, unsigned32, 2),
  acc64: { words: 4, read: readUint64 },
  enum16: unsigned(0xffff, word, 1),
  bits16: bits(0x8000, word, 1),
  bits32: bits(0x8000_0000, unsigned32, 2),
  eui48: { words: 4, read: readEui48 },
  sf: { words: 1, read: readScale },
  pad: { words: 1, read: () => null },
  text: { words: 0, read: readText },
};
