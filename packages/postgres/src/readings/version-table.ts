import type { ChunkReading, Id } from "@solarmon/core";
import {
  byteaArray,
  int2Array,
  int4Array,
  int8Array,
  uuidArray,
} from "../database/binary-arrays.ts";
import type { Session } from "../database/session.ts";
import { type DeviceReading, type Identity, type ReadingRow, toReading } from "./hot-rows.ts";

const FIND = `
select asked.place::int4, held.* from unnest($1::uuid[], $2::int8[])
  with ordinality as asked (device_id, measured_at, place)
cross join lateral (
  select measured_at, received_at, source, quality, packed from solarmon.reading_versions
  where reading_versions.device_id = asked.device_id and reading_versions.measured_at = asked.measured_at
  offset 0) as held`;
const PUT = `
insert into solarmon.reading_versions (tenant_id, device_id, measured_at, received_at, source, quality, packed)
select $1::uuid, * from unnest($2::uuid[], $3::int8[], $4::int8[], $5::int4[], $6::int2[], $7::bytea[])
on conflict (tenant_id, device_id, measured_at, quality, packed) do update set
  received_at = excluded.received_at, source = excluded.source`;

/** All versions of the asked readings that have more than one, by the place of the reading among the asked. */
export async function findVersions(
  session: Session,
  asked: readonly Identity[],
): Promise<ReadonlyMap<number, readonly ChunkReading[]>> {
  const versions = new Map<number, ChunkReading[]>();
  if (asked.length === 0) return versions;
  const rows = await session.prepared<readonly [number, ...ReadingRow]>("versions-find", FIND, [
    uuidArray(asked.map(({ deviceId }) => deviceId)),
    int8Array(asked.map(({ measuredAt }) => measuredAt)),
  ]);
  for (const [place, ...row] of rows) {
    const held = versions.get(place - 1);
    if (held) held.push(toReading(row));
    else versions.set(place - 1, [toReading(row)]);
  }
  return versions;
}

/** Keeps versions; one of the same content gets the new provenance. */
export async function putVersions(
  session: Session,
  tenantId: Id,
  versions: readonly DeviceReading[],
): Promise<void> {
  if (versions.length === 0) return;
  await session.prepared("versions-put", PUT, [
    tenantId,
    uuidArray(versions.map(({ deviceId }) => deviceId)),
    int8Array(versions.map(({ reading }) => reading.measuredAt)),
    int8Array(versions.map(({ reading }) => reading.receivedAt)),
    int4Array(versions.map(({ reading }) => reading.source)),
    int2Array(versions.map(({ reading }) => reading.quality)),
    byteaArray(versions.map(({ reading }) => reading.packed)),
  ]);
}
