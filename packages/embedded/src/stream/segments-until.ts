import type { Instant } from "@solarmon/core";
import { appendedAtAt } from "./record-format.ts";
import { listSegments, SEGMENT_HEADER, segmentPath } from "./segment-files.ts";
import { SegmentInput } from "./segment-input.ts";

/** The beginning of a segment's file. */
export interface SegmentPart {
  readonly path: string;
  /** Sequence number of its first record. */
  readonly base: number;
  readonly bytes: number;
}

/**
 * What a log has up to an instant that is over: the files, and how much of each. A copy of these parts is a log whose
 * last record is the last one appended at or before `until`.
 */
export async function segmentsUntil(dir: string, until: Instant): Promise<readonly SegmentPart[]> {
  const parts: SegmentPart[] = [];
  for (const base of await listSegments(dir)) {
    const part = await partUntil(dir, base, until);
    if (part.bytes > SEGMENT_HEADER.length || parts.length === 0) parts.push(part);
  }
  return parts;
}

async function partUntil(dir: string, base: number, until: Instant): Promise<SegmentPart> {
  const path = segmentPath(dir, base);
  const input = await SegmentInput.open(path, 0, base);
  try {
    const size = await input.size();
    input.jump(Math.min(size, SEGMENT_HEADER.length), base);
    return { path, base, bytes: await endOf(input, size, until) };
  } finally {
    await input.close();
  }
}

/** Damage is kept as it is: the log's readers step over it, and tell. */
async function endOf(input: SegmentInput, size: number, until: Instant): Promise<number> {
  for (;;) {
    const length = input.peek();
    if (length > 0) {
      if (appendedAtAt(input.buffer, input.at) > until) return input.offset;
      input.step(length);
    } else if (!(length === 0 && (await input.load(size)))) {
      if (!(await input.skipDamage(size, Number.POSITIVE_INFINITY))) return input.offset;
    }
  }
}
