import { localMinute } from "../local-days.ts";

/** Rows of each minute of the local day that occurs, in the order of time. */
export function rowsByMinute(timesMs: Float64Array, offsetMs: number): number[][] {
  const groups: number[][] = Array.from({ length: 1440 }, () => []);
  for (let row = 0; row < timesMs.length; row++) {
    groups[localMinute(timesMs[row]!, offsetMs)]?.push(row);
  }
  return groups.filter((rows) => rows.length > 0);
}

/** 1 where more than half of the `days` rows at the same minute around a row are 1. */
export function majorityByMinute(
  flags: Uint8Array,
  groups: readonly (readonly number[])[],
  days: number,
): Uint8Array {
  const majority = new Uint8Array(flags.length);
  const after = (days - 1) >> 1;
  for (const rows of groups) {
    let sum = 0;
    for (let next = 0; next < rows.length + after; next++) {
      if (next < rows.length) sum += flags[rows[next]!]!;
      if (next >= days) sum -= flags[rows[next - days]!] ?? 0;
      const center = next - after;
      if (center < 0) continue;
      const count = Math.min(next, rows.length - 1) - Math.max(next - days + 1, 0) + 1;
      majority[rows[center]!] = sum / count > 0.5 ? 1 : 0;
    }
  }
  return majority;
}
