import type { Words } from "./words.ts";

/** A model without its header. */
export interface Model {
  readonly id: number;
  readonly body: Words;
}

const MARKER = [0x5375, 0x6e53];
const END = [0xffff, 0];

/** Registers from the marker at `base` to the end of the chain, by address. */
export function chainAt(base: number, models: readonly Model[]): ReadonlyMap<number, number> {
  const bodies = models.flatMap(({ id, body }) => [id, body.length, ...body]);
  return new Map(
    [...MARKER, ...bodies, ...END].map((word, index) => [base + index, word] as const),
  );
}
