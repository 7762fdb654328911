/** Registers one after the other. */
export interface RegisterRange {
  /** Zero-based protocol address of the first. */
  readonly address: number;
  readonly count: number;
}

/**
 * The fewest requests that hold all ranges, each of at most `max` registers. What lies between two ranges is read along
 * where that saves a request: it must be registers that the device has.
 */
export function mergeRanges(
  ranges: readonly RegisterRange[],
  max: number,
): readonly RegisterRange[] {
  const merged: RegisterRange[] = [];
  for (const range of ranges.toSorted((a, b) => a.address - b.address)) {
    const last = merged.at(-1);
    const end = Math.max(endOf(range), last ? endOf(last) : 0);
    if (last && end - last.address <= max)
      merged[merged.length - 1] = { address: last.address, count: end - last.address };
    else merged.push(range);
  }
  return merged;
}

function endOf({ address, count }: RegisterRange): number {
  return address + count;
}
