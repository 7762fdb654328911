/** Registers as a SunSpec device writes them: big-endian, high word first; `null` is what it does not implement. */
export type Words = readonly number[];
type Value = number | null;

const NO_SIGNED = 0x8000;
const NO_UNSIGNED = 0xffff;
const NO_FLOAT = [0x7fc0, 0];

export function u16(value: Value): Words {
  return [value === null ? NO_UNSIGNED : value & 0xffff];
}

export function i16(value: Value): Words {
  return [value === null ? NO_SIGNED : value & 0xffff];
}

/** A scale factor. */
export function sf(power: Value): Words {
  return i16(power);
}

export function u32(value: Value): Words {
  return value === null ? [0xffff, 0xffff] : [Math.floor(value / 0x1_0000), value & 0xffff];
}

/** Accumulators have no other sentinel than 0. */
export function acc32(value: Value): Words {
  return u32(value ?? 0);
}

export function u64(value: Value): Words {
  if (value === null) return [0xffff, 0xffff, 0xffff, 0xffff];
  return [...u32(Math.floor(value / 0x1_0000_0000)), ...u32(value % 0x1_0000_0000)];
}

export function f32(value: Value): Words {
  if (value === null) return NO_FLOAT;
  const view = new DataView(new ArrayBuffer(4));
  view.setFloat32(0, value);
  return [view.getUint16(0), view.getUint16(2)];
}

export function text(value: string, count: number): Words {
  const bytes = new TextEncoder().encode(value.padEnd(2 * count, "\0"));
  return Array.from(
    { length: count },
    (_, index) => ((bytes[2 * index] ?? 0) << 8) | (bytes[2 * index + 1] ?? 0),
  );
}

/** As an integer that counts in powers of ten. */
export function scaled(value: Value, power: number): Value {
  return value === null ? null : Math.round(value * 10 ** -power);
}

/** So many words that say "not implemented" in unsigned points. */
export function absent(count: number): Words {
  return Array.from({ length: count }, () => NO_UNSIGNED);
}

/** So many scale factors, or signed points, that are not implemented. */
export function absentSigned(count: number): Words {
  return Array.from({ length: count }, () => NO_SIGNED);
}

/** So many accumulators that do not count. */
export function idle(count: number): Words {
  return Array.from({ length: 2 * count }, () => 0);
}

/** Points one after the other. */
export function row(...points: readonly Words[]): Words {
  return points.flat();
}
