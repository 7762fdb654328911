import { randomUUID } from "node:crypto";
import type { Instant } from "@solarmon/core";
import type { GroupOffsets } from "../reader/group-offsets.ts";
import type { Offsets } from "../reader/offsets.ts";
import type { KafkaWriter } from "../writer/kafka-writer.ts";

/** Work that is done again. */
export interface Rewind {
  /** Records that were appended at the given time or later. */
  readonly records: number;
  /**
   * How many of them are done again and committed; {@link records} once all are. Counts from when the workers have
   * noticed: before, it is 0.
   */
  done(): Promise<number>;
}

export interface RewindParts {
  readonly offsets: Offsets;
  readonly writer: KafkaWriter;
  readonly committed: GroupOffsets;
}

interface Stretch {
  readonly start: bigint;
  /** Offset of the mark. */
  readonly end: bigint;
  /** Where the group was when it was asked. */
  readonly before: bigint;
}

/** Writes a mark to each partition that has records since then. Durable when it resolves. */
export async function requestRewind(parts: RewindParts, at: Instant): Promise<Rewind> {
  const { offsets, writer, committed } = parts;
  const id = randomUUID();
  const [before, newest] = [await committed.read(), await offsets.newest()];
  const stretches = new Map<number, Stretch>();
  for (const [partition, start] of await offsets.since(at)) {
    if (start >= (newest.get(partition) ?? 0n)) continue;
    const mark = { id, group: committed.groupId, from: start };
    const end = await writer.appendMark(partition, mark);
    stretches.set(partition, { start, end, before: before.get(partition) ?? 0n });
  }
  const lengths = [...stretches.values()].map(({ start, end }) => Number(end - start));
  const records = lengths.reduce((sum, length) => sum + length, 0);
  return { records, done: async () => countDone(stretches, await committed.read()) };
}

function countDone(
  stretches: ReadonlyMap<number, Stretch>,
  committed: ReadonlyMap<number, bigint>,
): number {
  let done = 0n;
  for (const [partition, { start, end, before }] of stretches) {
    const place = committed.get(partition) ?? 0n;
    const hasGoneBack = place < before;
    if (place > end) done += end - start;
    else if (hasGoneBack && place > start) done += place - start;
  }
  return Number(done);
}
