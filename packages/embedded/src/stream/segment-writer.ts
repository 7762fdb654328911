import { ActiveSegment } from "./active-segment.ts";
import type { Disk } from "./disk.ts";
import type { DurableEnd } from "./durable-end.ts";
import { listSegments, SEGMENT_HEADER } from "./segment-files.ts";
import { IndexBuilder, saveIndex, type SegmentIndex } from "./segment-index.ts";
import { scanSegment } from "./segment-scan.ts";

export interface SegmentWriterOptions {
  readonly dir: string;
  readonly disk: Disk;
  /** A segment is closed when it has grown to this [bytes] … */
  readonly segmentBytes: number;
  /** … or when its first record is this old [ms], so that retention can take it. */
  readonly segmentMs: number;
}

/** Writes groups of records to the newest segment and opens the next one when it is due. */
export class SegmentWriter {
  readonly #options: SegmentWriterOptions;
  #segment: ActiveSegment;
  #index: IndexBuilder;
  #nextSequence: number;
  #firstAt: number | undefined;

  private constructor(
    options: SegmentWriterOptions,
    segment: ActiveSegment,
    nextSequence: number,
    index?: SegmentIndex,
  ) {
    this.#options = options;
    this.#segment = segment;
    this.#nextSequence = nextSequence;
    this.#index = new IndexBuilder(index);
    this.#firstAt = index?.entries[0]?.[1];
  }

  /** Goes on where the last run ended: finds the last whole record, cuts what is torn behind it. */
  static async open(options: SegmentWriterOptions): Promise<SegmentWriter> {
    const { dir, disk } = options;
    const base = (await listSegments(dir)).at(-1);
    if (base === undefined)
      return new SegmentWriter(options, await ActiveSegment.create(disk, dir, 1), 1);
    const index = await scanSegment(dir, base);
    const segment =
      index.bytes < SEGMENT_HEADER.length
        ? await ActiveSegment.create(disk, dir, base)
        : await ActiveSegment.reopen(disk, dir, base, index.bytes);
    return new SegmentWriter(options, segment, index.sequence, index);
  }

  get nextSequence(): number {
    return this.#nextSequence;
  }

  get end(): DurableEnd {
    const { base, bytes } = this.#segment;
    return { segment: base, bytes, sequence: this.#nextSequence };
  }

  /** Opens the next segment if it is due at `now`; says whether it did. */
  async rotateIfDue(now: number): Promise<boolean> {
    if (!this.#isDue(now)) return false;
    const { dir, disk } = this.#options;
    const next = await ActiveSegment.create(disk, dir, this.#nextSequence);
    const last = this.#segment;
    const index = this.#index.build(last.bytes, this.#nextSequence);
    this.#segment = next;
    this.#index = new IndexBuilder();
    this.#firstAt = undefined;
    await last.close().catch(() => undefined); // all of it is durable; there is nothing to lose
    if (last.base !== next.base) await saveIndex(dir, last.base, index).catch(() => undefined);
    return true;
  }

  /** Makes a group of `count` records durable; their sequence numbers run from {@link nextSequence}. */
  async append(
    bytes: Uint8Array,
    length: number,
    count: number,
    appendedAt: number,
  ): Promise<void> {
    const start = this.#segment.bytes;
    await this.#segment.append(bytes, length);
    this.#firstAt ??= appendedAt;
    this.#index.note(this.#nextSequence, appendedAt, start);
    this.#nextSequence += count;
  }

  async close(): Promise<void> {
    const { base, bytes } = this.#segment;
    await this.#segment.close();
    const index = this.#index.build(bytes, this.#nextSequence);
    await saveIndex(this.#options.dir, base, index).catch(() => undefined);
  }

  #isDue(now: number): boolean {
    if (this.#segment.isSuspect) return true;
    if (this.#firstAt === undefined) return false;
    const { segmentBytes, segmentMs } = this.#options;
    return this.#segment.bytes >= segmentBytes || now - this.#firstAt >= segmentMs;
  }
}
