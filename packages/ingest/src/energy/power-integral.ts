import { MINUTE_MS } from "@solarmon/core";

/** Longest step over which power is integrated; longer ones are gaps and never bridged. */
const GAP_LIMIT_MS = 20 * MINUTE_MS;

/**
 * Twice the area under the line from one value to the next [value · ms], 0 over a gap. Doubled, so that whole values
 * at whole milliseconds give whole areas, which add up without rounding.
 */
export function doubledArea(previous: number, next: number, elapsedMs: number): number {
  return elapsedMs <= GAP_LIMIT_MS ? (previous + next) * elapsedMs : 0;
}
