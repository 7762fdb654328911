import { type ReceivedRecord, SolarmonError } from "@solarmon/core";
import { systemCode } from "../disk-error.ts";
import type { DurableEnd } from "./durable-end.ts";
import { damagedRecords, deletedRecords } from "./lost-records.ts";
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

/** A batch ends when it has grown to this [bytes], however few records it has. */
const BATCH_BYTES = 16 * 1024 * 1024;

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

  /** The next `maxRecords`, fewer at `end` or when they would take much memory; none when the cursor is at `end`. */
  async read(end: DurableEnd, maxRecords: number): Promise<ReceivedRecord[]> {
    const records: ReceivedRecord[] = [];
    let bytes = 0;
    while (records.length < maxRecords && bytes < BATCH_BYTES) {
      const segment = (this.#open ??= await this.#openNext(end));
      if (!segment) break;
      const limit = await this.#limit(segment, end);
      bytes += this.#take(segment.input, limit.below, records, maxRecords);
      if (records.length === maxRecords || (await this.#refill(segment.input, limit))) continue;
      if (!segment.closed) break;
      await this.#leave(segment.input, segment.closed.nextBase);
    }
    return records;
  }

  async close(): Promise<void> {
    await this.#open?.input.close();
    this.#open = undefined;
  }

  /** Adds the records that are in memory; returns their bytes. */
  #take(input: SegmentInput, below: number, records: ReceivedRecord[], maxRecords: number): number {
    let bytes = 0;
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
      bytes += length;
    }
    return bytes;
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
    if (next > lostFrom) this.#warn(damagedRecords(lostFrom, next - 1));
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
    this.#warn(deletedRecords(Math.max(sequence, segment), next - 1));
    this.#start = { segment: next, sequence: next };
    return this.#openNext(end);
  }
}
