import { readdir } from "node:fs/promises";
import { join } from "node:path";

// A segment is named after the sequence number of its first record: 0000000000000001.log

const SUFFIX = ".log";
const DIGITS = 16; // 2^53 has 16

/** First bytes of every segment: the name of the format and its version. */
export const SEGMENT_HEADER: Buffer = Buffer.from("solmlog1", "latin1");

/** The one shard of a segment log. */
export const SHARD = "0";

export function segmentPath(dir: string, base: number): string {
  return join(dir, String(base).padStart(DIGITS, "0") + SUFFIX);
}

/** First sequence numbers of the segments in the directory, ascending. */
export async function listSegments(dir: string): Promise<number[]> {
  const names = await readdir(dir);
  return names
    .filter((name) => name.length === DIGITS + SUFFIX.length && name.endsWith(SUFFIX))
    .map((name) => Number(name.slice(0, DIGITS)))
    .filter((base) => Number.isSafeInteger(base))
    .toSorted((a, b) => a - b);
}
