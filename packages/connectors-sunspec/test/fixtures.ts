import { existsSync, readFileSync } from "node:fs";

const SHARED = new URL("../../../../shared/fixtures/sunspec/", import.meta.url);

/** Recorded registers live beside the repository; without them these tests have nothing to read. */
export const HAS_CAPTURES: boolean = existsSync(SHARED);

export function capture(path: string): Uint8Array {
  return readFileSync(new URL(path, SHARED));
}

export function captureUrl(): URL {
  return SHARED;
}

/** Lines of a dump: the marker, then each model's id, length and body, then the end marker. */
export function dumpOf(
  base: number,
  models: readonly (readonly [number, readonly number[]])[],
): Uint8Array {
  const words = [0x5375, 0x6e53];
  for (const [id, body] of models) words.push(id, body.length, ...body);
  words.push(0xffff, 0);
  const lines = words.map(
    (word, index) => `[${base + index}]: 0x${word.toString(16).padStart(4, "0")}`,
  );
  return new TextEncoder().encode(lines.join("\n"));
}

/** A text in that many registers. */
export function textWords(text: string, count: number): number[] {
  return Array.from(
    { length: count },
    (_, index) => ((text.charCodeAt(index * 2) || 0) << 8) | (text.charCodeAt(index * 2 + 1) || 0),
  );
}

/** The Common block, 66 registers. */
export function common(manufacturer: string, serial: string): readonly [number, readonly number[]] {
  const body = [
    ...textWords(manufacturer, 16),
    ...textWords("Model", 16),
    ...textWords("", 8),
    ...textWords("1.0", 8),
    ...textWords(serial, 16),
    1,
    0x8000,
  ];
  return [1, body];
}
