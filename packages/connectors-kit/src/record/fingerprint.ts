import type { Shape } from "./shape.ts";

const FNV_OFFSET = 0xcbf29ce484222325n;
const FNV_PRIME = 0x100000001b3n;

/** 16 hexadecimal digits that are the same for the same shape, whatever the values and the order of keys. */
export function fingerprintOf(shape: Shape): string {
  const lines = [...shape].map(([path, types]) => `${path}:${[...types].toSorted().join("|")}`);
  const bytes = new TextEncoder().encode(lines.toSorted().join("\n"));
  let hash = FNV_OFFSET;
  for (const byte of bytes) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * FNV_PRIME);
  return hash.toString(16).padStart(16, "0");
}
