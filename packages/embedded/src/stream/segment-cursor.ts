import { type ReceivedRecord, SolarmonError } from "@solarmon/core";
import { systemCode } from "../disk-error.ts";
import type { DurableEnd } from "./durable-end.ts";
import { appendedAtAt, readRecord, sequenceAt } from "./record-format.ts";
import { listSegments, SEGMENT_HEADER, segmentPath } from "./segment-files.ts";
import { SegmentInput } from "./segment-input.ts";

/** Where a cursor begins: it steps over what comes before `sequence` or was appended before `appendedAt`. */
export interface CursorStart {
  readonly segment: number;
  /** A place at or before the first wanted record, to save time. */
  readonly hint?: { readonly offset: number; readonly sequence: number };
  readonly sequence: number;
  readonly appendedAt?: number;
}

interface OpenSegment {
  readonly base: number;
  readonly input: SegmentInput;
  /** Where it ends once it is closed: bytes of the file, and the first sequence number of the next segment. */
  closed?: { readonly bytes: number; readonly nextBase: number };
}

/** Reads records in order, over the borders of segments, never past the durable end it is given. */
export class SegmentCursor {
  readonly #dir: string;
  readonly #warn: (warning: SolarmonError) => void;
  #start: CursorStart;
  #open: OpenSegment | undefined;
  #notBefore: number;

  constructor(dir: string, start: CursorStart, warn: (warning: SolarmonError) => void) {
    this.#dir = dir;
    this.#start = start;
    this.#warn = warn;
    this.#notBefore = start.appendedAt ?? Number.NEGATIVE_INFINITY;
  }

  /** The next records, at most `maxRecords`; empty when the cursor has come to `end`. */
  async read(end: DurableEnd, maxRecords: number): Promise<ReceivedRecord[]> {
    for (;;) {
      const segment = (this.#open ??= await this.#openNext(end));
      if (!segment) return [];
      const limit = await this.#limit(segment, end);
      const records = this.#take(segment.input, limit.below, maxRecords);
      if (records.length > 0) return records;
      if (await this.#refill(segment.input, limit)) continue;
      if (!segment.closed) return [];
      await this.#leave(segment.input, segment.closed.nextBase);
    }
  }

  async close(): Promise<void> {
    await this.#open?.input.close();
    this.#open = undefined;
  }

  #take(input: SegmentInput, below: number, maxRecords: number): ReceivedRecord[] {
    const records: ReceivedRecord[] = [];
    while (records.length < maxRecords) {
      const length = input.peek();
      if (length <= 0) break;
      const { buffer, at } = input;
      const sequence = sequenceAt(buffer, at);
      if (sequence >= below) break;
      input.step(length);
      if (sequence < this.#start.sequence || appendedAtAt(buffer, at) < this.#notBefore) continue;
      this.#notBefore = Number.NEGATIVE_INFINITY;
      records.push(readRecord(buffer, at, length));
    }
    return records;
  }

  /** Gets more bytes or steps over damaged ones; `false` when the segment has no more records below the limit. */
  async #refill(input: SegmentInput, limit: { bytes: number; below: number }): Promise<boolean> {
    const lostFrom = input.expected;
    if (lostFrom >= limit.below) return false;
    const length = input.peek();
    if (length > 0 && sequenceAt(input.buffer, input.at) < limit.below) return true;
    if (length === 0 && (await input.load(limit.bytes))) return true;
    const isFound = await input.skipDamage(limit.bytes, limit.below);
    const next = isFound ? sequenceAt(input.buffer, input.at) : limit.below;
    if (!isFound) input.jump(limit.bytes, limit.below);
    if (next > lostFrom) this.#warn(damaged(lostFrom, next - 1));
    return isFound;
  }

  async #limit(segment: OpenSegment, end: DurableEnd): Promise<{ bytes: number; below: number }> {
    if (segment.base === end.segment) return { bytes: end.bytes, below: end.sequence };
    segment.closed ??= await this.#closedEnd(segment);
    return { bytes: segment.closed.bytes, below: segment.closed.nextBase };
  }

  async #closedEnd({ base, input }: OpenSegment): Promise<{ bytes: number; nextBase: number }> {
    const nextBase = (await listSegments(this.#dir)).find((other) => other > base);
    if (nextBase === undefined)
      throw new SolarmonError("storage_corrupt", `the segment after ${base} is gone`);
    return { bytes: await input.size(), nextBase };
  }

  async #leave(input: SegmentInput, nextBase: number): Promise<void> {
    await input.close();
    this.#open = undefined;
    this.#start = { segment: nextBase, sequence: Math.max(nextBase, this.#start.sequence) };
  }

  /** Opens the segment to go on with, or a later one when retention has taken it. */
  async #openNext(end: DurableEnd): Promise<OpenSegment | undefined> {
    const { segment, hint, sequence } = this.#start;
    if (segment > end.segment) return undefined;
    const offset = hint?.offset ?? SEGMENT_HEADER.length;
    try {
      const path = segmentPath(this.#dir, segment);
      return {
        base: segment,
        input: await SegmentInput.open(path, offset, hint?.sequence ?? segment),
      };
    } catch (error) {
      if (systemCode(error) !== "ENOENT") throw error;
    }
    const next = (await listSegments(this.#dir)).find((base) => base > segment);
    if (next === undefined) return undefined;
    this.#warn(deleted(Math.max(sequence, segment), next - 1));
    this.#start = { segment: next, sequence: next };
    return this.#openNext(end);
  }
}

function damaged(first: number, last: number): SolarmonError {
  return new SolarmonError(
    "storage_corrupt",
    `records ${first} to ${last} of the stream are damaged on disk and were left out. Check the disk.`,
  );
}

function deleted(first: number, last: number): SolarmonError {
  return new SolarmonError(
    "storage_corrupt",
    `records ${first} to ${last} of the stream were deleted before they were read`,
  );
}
