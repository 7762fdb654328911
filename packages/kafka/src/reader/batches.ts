import type { StreamBatch } from "@solarmon/core";
import type { Places } from "./offsets.ts";
import { parsePosition } from "./parse-position.ts";
import type { Fetched } from "./partition-fetcher.ts";

const DEFAULT_MAX_RECORDS = 1_000;

/** Commits that the next record to read of a partition is `next`. */
export type Commit = (partition: number, next: bigint) => Promise<void>;

/** What was fetched, in batches of one partition each; the places move behind it at once. */
export function* batchesOf(
  fetched: readonly Fetched[],
  places: Places,
  commit: Commit,
  maxRecords: number = DEFAULT_MAX_RECORDS,
): Generator<StreamBatch> {
  for (const { partition, next } of fetched) if (places.has(partition)) places.set(partition, next);
  for (const { partition, records } of fetched)
    for (let from = 0; from < records.length; from += maxRecords) {
      if (!places.has(partition)) break; // it has gone to another worker
      yield {
        shard: String(partition),
        records: records.slice(from, from + maxRecords),
        commit: (position) => commit(partition, parsePosition(position) + 1n),
      };
    }
}

/** Whether anything is left to read. */
export function dropFinished(places: Places, ends: Places): boolean {
  for (const [partition, place] of places)
    if (place >= (ends.get(partition) ?? 0n)) places.delete(partition);
  return places.size > 0;
}
