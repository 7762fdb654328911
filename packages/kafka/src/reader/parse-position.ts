import { SolarmonError, type StreamPosition } from "@solarmon/core";

/** @throws `invalid_argument` when it is no position of this stream */
export function parsePosition(position: StreamPosition): bigint {
  if (/^\d{1,18}$/.test(position)) return BigInt(position);
  throw new SolarmonError("invalid_argument", "that is not a position of this stream");
}

/** @throws `not_found` when the topic has no such partition */
export function parseShard(shard: string, partitions: readonly number[]): number {
  const partition = Number(shard);
  if (/^\d+$/.test(shard) && partitions.includes(partition)) return partition;
  throw new SolarmonError("not_found", `the stream has no shard ${shard}`);
}
