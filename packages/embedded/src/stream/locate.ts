import type { DurableEnd } from "./durable-end.ts";
import type { CursorStart } from "./segment-cursor.ts";
import { listSegments } from "./segment-files.ts";
import { type IndexEntry, loadIndex } from "./segment-index.ts";
import { closedIndex } from "./segment-scan.ts";

/** Where to read from to get the record of that sequence number first, or the oldest one kept after it. */
export async function locateSequence(
  dir: string,
  sequence: number,
  end: DurableEnd,
): Promise<CursorStart> {
  if (sequence >= end.sequence)
    return {
      segment: end.segment,
      sequence: end.sequence,
      hint: { offset: end.bytes, sequence: end.sequence },
    };
  const bases = await listSegments(dir);
  const segment = bases.findLast((base) => base <= sequence) ?? bases[0] ?? end.segment;
  const index = await loadIndex(dir, segment);
  const entry = index?.entries.findLast(([first]) => first <= sequence);
  return { segment, sequence, ...hintOf(entry) };
}

/** Where to read from to get the first record appended at or after `at`. */
export async function locateTime(dir: string, at: number, end: DurableEnd): Promise<CursorStart> {
  const bases = (await listSegments(dir)).filter((base) => base <= end.segment);
  const segment = await firstReaching(dir, bases, at);
  const index = await loadIndex(dir, segment);
  const entry = index?.entries.findLast(([, newestAt]) => newestAt < at);
  return { segment, sequence: 0, appendedAt: at, ...hintOf(entry) };
}

function hintOf(entry: IndexEntry | undefined): Pick<CursorStart, "hint"> {
  return entry ? { hint: { offset: entry[2], sequence: entry[0] } } : {};
}

/** First segment with a record appended at or after `at`, else the last one. Times rise from segment to segment. */
async function firstReaching(dir: string, bases: readonly number[], at: number): Promise<number> {
  let low = 0;
  let high = bases.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    const index = await closedIndex(dir, bases[middle] ?? 0, bases[middle + 1] ?? 0);
    if (index.newestAt >= at) high = middle;
    else low = middle + 1;
  }
  return bases[low] ?? 0;
}
