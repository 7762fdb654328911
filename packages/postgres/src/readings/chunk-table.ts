import type { Chunk, Id } from "@solarmon/core";
import { byteaArray, int4Array, uuidArray } from "../database/binary-arrays.ts";
import type { Session } from "../database/session.ts";
import { openChunk } from "./chunk-bytes.ts";

const FIND = `
select asked.device_id, asked.day, held.bytes from unnest($1::uuid[], $2::int4[]) as asked (device_id, day)
cross join lateral (
  select bytes from solarmon.reading_chunks
  where reading_chunks.device_id = asked.device_id and reading_chunks.day = asked.day limit 1) as held`;
const PUT = `
insert into solarmon.reading_chunks (tenant_id, device_id, day, bytes)
select $1::uuid, * from unnest($2::uuid[], $3::int4[], $4::bytea[])
on conflict (tenant_id, device_id, day) do update set bytes = excluded.bytes`;

export interface DeviceDay {
  readonly deviceId: Id;
  /** UTC day. */
  readonly day: number;
}

export function dayKey({ deviceId, day }: DeviceDay): string {
  return `${deviceId} ${day}`;
}

/** The chunks of device-days that have one, by `dayKey`. */
export async function findChunks(
  session: Session,
  days: readonly DeviceDay[],
): Promise<ReadonlyMap<string, Chunk>> {
  if (days.length === 0) return new Map();
  type Row = readonly [deviceId: Id, day: number, bytes: Uint8Array];
  const rows = await session.prepared<Row>("chunks-find", FIND, [
    uuidArray(days.map(({ deviceId }) => deviceId)),
    int4Array(days.map(({ day }) => day)),
  ]);
  return new Map(
    rows.map(([deviceId, day, bytes]) => [dayKey({ deviceId, day }), openChunk(bytes)] as const),
  );
}

export interface NewChunk extends DeviceDay {
  readonly bytes: Uint8Array;
}

/** Writes chunks in the place of those before. */
export async function putChunks(
  session: Session,
  tenantId: Id,
  chunks: readonly NewChunk[],
): Promise<void> {
  if (chunks.length === 0) return;
  await session.prepared("chunks-put", PUT, [
    tenantId,
    uuidArray(chunks.map(({ deviceId }) => deviceId)),
    int4Array(chunks.map(({ day }) => day)),
    byteaArray(chunks.map(({ bytes }) => bytes)),
  ]);
}
