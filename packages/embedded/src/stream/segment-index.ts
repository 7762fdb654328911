import { readFile, rename, writeFile } from "node:fs/promises";
import { segmentPath } from "./segment-files.ts";

/** Distance between two entries [bytes]. */
const STRIDE_BYTES = 64 * 1024;

/** `[sequence, newest appendedAt so far, offset]` of a record. */
export type IndexEntry = readonly [sequence: number, newestAt: number, offset: number];

/**
 * Sparse index of one segment, to find a time or a position without reading all of it. A help only: it is never
 * needed for correctness, and made again from the segment when it is missing or unreadable.
 */
export interface SegmentIndex {
  /** Bytes of the segment that it covers; all of them were durable. */
  readonly bytes: number;
  /** Sequence number after the last record covered. */
  readonly sequence: number;
  /** Newest `appendedAt` among the records; −1 when there are none. */
  readonly newestAt: number;
  readonly entries: readonly IndexEntry[];
}

/** Grows an index while records are written or scanned. */
export class IndexBuilder {
  readonly #entries: IndexEntry[];
  newestAt: number;

  constructor(from?: SegmentIndex) {
    this.#entries = [...(from?.entries ?? [])];
    this.newestAt = from?.newestAt ?? -1;
  }

  note(sequence: number, appendedAt: number, offset: number): void {
    if (appendedAt > this.newestAt) this.newestAt = appendedAt;
    const last = this.#entries.at(-1);
    if (last === undefined || offset - last[2] >= STRIDE_BYTES)
      this.#entries.push([sequence, this.newestAt, offset]);
  }

  build(bytes: number, sequence: number): SegmentIndex {
    return { bytes, sequence, newestAt: this.newestAt, entries: [...this.#entries] };
  }
}

export function indexPath(dir: string, base: number): string {
  return segmentPath(dir, base).replace(/log$/, "index");
}

/** Not fsynced: what a crash leaves unreadable is made again. */
export async function saveIndex(dir: string, base: number, index: SegmentIndex): Promise<void> {
  const path = indexPath(dir, base);
  await writeFile(`${path}.new`, JSON.stringify(index));
  await rename(`${path}.new`, path);
}

/** The stored index; `undefined` when there is none that can be read. */
export async function loadIndex(dir: string, base: number): Promise<SegmentIndex | undefined> {
  try {
    const index: unknown = JSON.parse(await readFile(indexPath(dir, base), "utf8"));
    return isIndex(index) ? index : undefined;
  } catch {
    return undefined;
  }
}

function isIndex(value: unknown): value is SegmentIndex {
  if (typeof value !== "object" || value === null) return false;
  const index: Partial<Record<keyof SegmentIndex, unknown>> = value;
  return (
    Number.isSafeInteger(index.bytes) &&
    Number.isSafeInteger(index.sequence) &&
    typeof index.newestAt === "number" &&
    Array.isArray(index.entries)
  );
}
