import { SolarmonError } from "@solarmon/core";
import { rm, stat } from "node:fs/promises";
import { listSegments, segmentPath } from "./segment-files.ts";
import { indexPath } from "./segment-index.ts";
import { closedIndex } from "./segment-scan.ts";

export interface RetentionOptions {
  readonly dir: string;
  /** Records are kept at least this long [ms]. */
  readonly retentionMs: number;
  /** Most bytes on disk; beyond it the oldest segments go, read or not. */
  readonly maxBytes: number;
  readonly now: number;
  /** Last committed sequence number of every registered consumer. */
  readonly checkpoints: ReadonlyMap<string, number>;
}

interface Segment {
  readonly base: number;
  readonly bytes: number;
  /** First sequence number of the following segment. */
  readonly nextBase: number;
}

/**
 * Deletes the oldest segments that are past retention and read by every registered consumer, and those beyond the
 * disk budget. The newest segment always stays. Returns a warning per consumer that lost unread records.
 */
export async function sweepSegments(options: RetentionOptions): Promise<readonly SolarmonError[]> {
  const segments = await closedSegments(options.dir);
  let totalBytes = segments.reduce((sum, segment) => sum + segment.bytes, 0);
  const warnings: SolarmonError[] = [];
  for (const segment of segments) {
    const unreadBy = consumersBehind(options.checkpoints, segment);
    const isOverBudget = totalBytes > options.maxBytes;
    const mayGo = unreadBy.length === 0 && (await isExpired(options, segment));
    if (!isOverBudget && !mayGo) break;
    await deleteSegment(options.dir, segment.base);
    totalBytes -= segment.bytes;
    warnings.push(...unreadBy.map((consumer) => lostUnread(consumer, segment)));
  }
  return warnings;
}

async function closedSegments(dir: string): Promise<Segment[]> {
  const bases = await listSegments(dir);
  return Promise.all(
    bases.slice(0, -1).map(async (base, index) => {
      const { size } = await stat(segmentPath(dir, base));
      return { base, bytes: size, nextBase: bases[index + 1] ?? base };
    }),
  );
}

function consumersBehind(checkpoints: ReadonlyMap<string, number>, segment: Segment): string[] {
  return [...checkpoints]
    .filter(([, sequence]) => sequence < segment.nextBase - 1)
    .map(([consumer]) => consumer);
}

async function isExpired(options: RetentionOptions, segment: Segment): Promise<boolean> {
  const index = await closedIndex(options.dir, segment.base, segment.nextBase);
  return index.newestAt < options.now - options.retentionMs;
}

async function deleteSegment(dir: string, base: number): Promise<void> {
  await rm(segmentPath(dir, base), { force: true });
  await rm(indexPath(dir, base), { force: true });
}

function lostUnread(consumer: string, segment: Segment): SolarmonError {
  return new SolarmonError(
    "storage_full",
    `the stream is over its disk budget: records ${segment.base} to ${segment.nextBase - 1} were deleted before ` +
      `${consumer} had read them. Raise the budget, or forget that consumer.`,
  );
}
