import { SolarmonError } from "@solarmon/core";
import { appendedAtAt, sequenceAt } from "./record-format.ts";
import { SEGMENT_HEADER, segmentPath } from "./segment-files.ts";
import { IndexBuilder, loadIndex, saveIndex, type SegmentIndex } from "./segment-index.ts";
import { SegmentInput } from "./segment-input.ts";

/**
 * What a segment holds up to its last whole record below `belowSequence`. Starts from the stored index where it
 * fits the file, so that after a clean end nothing is read twice.
 *
 * A damaged part in the middle is stepped over, since whole records behind it may have been acknowledged; only what
 * has no whole record behind it counts as a torn tail.
 *
 * @throws {@link SolarmonError} `storage_corrupt` when the segment has a format this version does not know
 */
export async function scanSegment(
  dir: string,
  base: number,
  belowSequence: number = Number.POSITIVE_INFINITY,
): Promise<SegmentIndex> {
  const stored = await loadIndex(dir, base);
  const input = await SegmentInput.open(segmentPath(dir, base), 0, base);
  try {
    const size = await input.size();
    await checkHeader(input, dir, base, size);
    const known = stored && stored.bytes <= size ? stored : undefined;
    input.jump(known?.bytes ?? Math.min(size, SEGMENT_HEADER.length), known?.sequence ?? base);
    const builder = new IndexBuilder(known);
    const bytes = await scanRecords(input, size, belowSequence, builder);
    return builder.build(bytes, input.expected);
  } finally {
    await input.close();
  }
}

async function scanRecords(
  input: SegmentInput,
  size: number,
  belowSequence: number,
  builder: IndexBuilder,
): Promise<number> {
  for (;;) {
    const length = input.peek();
    if (length > 0) {
      const sequence = sequenceAt(input.buffer, input.at);
      if (sequence >= belowSequence) return input.offset;
      builder.note(sequence, appendedAtAt(input.buffer, input.at), input.offset);
      input.step(length);
    } else if (!(length === 0 && (await input.load(size)))) {
      if (!(await input.skipDamage(size, belowSequence))) return input.offset;
    }
  }
}

async function checkHeader(
  input: SegmentInput,
  dir: string,
  base: number,
  size: number,
): Promise<void> {
  if (size < SEGMENT_HEADER.length) return; // torn while it was made: holds nothing
  await input.load(SEGMENT_HEADER.length);
  const name = SEGMENT_HEADER.subarray(0, -1);
  if (input.buffer.subarray(0, name.length).equals(name) && !input.buffer.equals(SEGMENT_HEADER))
    throw new SolarmonError(
      "storage_corrupt",
      `${segmentPath(dir, base)} was written by another version of Solarmon. Use that version.`,
    );
}

/** Index of a closed segment. Scans what the stored one does not cover: the last save may have failed. */
export async function closedIndex(
  dir: string,
  base: number,
  nextBase: number,
): Promise<SegmentIndex> {
  const stored = await loadIndex(dir, base);
  if (stored?.sequence === nextBase) return stored;
  const index = await scanSegment(dir, base, nextBase);
  await saveIndex(dir, base, index).catch(() => undefined); // made again next time
  return index;
}
