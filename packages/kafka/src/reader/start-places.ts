import type { StreamStart } from "@solarmon/core";
import type { GroupOffsets } from "./group-offsets.ts";
import type { Offsets, Places } from "./offsets.ts";
import { parsePosition, parseShard } from "./parse-position.ts";

/** Where each partition to read begins. */
export async function startPlaces(
  start: StreamStart,
  offsets: Offsets,
  committed: GroupOffsets,
): Promise<Places> {
  switch (start.from) {
    case "oldest":
      return offsets.oldest();
    case "newest":
      return offsets.newest();
    case "time":
      return offsets.since(start.at);
    case "position": {
      const partitions = [...(await offsets.oldest()).keys()];
      return new Map([[parseShard(start.shard, partitions), parsePosition(start.position)]]);
    }
    case "checkpoint":
      return new Map([...(await offsets.oldest()), ...(await committed.read())]);
    default:
      return start satisfies never;
  }
}
