import {
  codesOf,
  decodeRollup,
  encodeRollup,
  type Id,
  type Instant,
  type Resolution,
  type RollupQuery,
  type RollupRow,
  type TenantRollups,
  type TenantScope,
} from "@solarmon/core";
import { byteaArray, int2Array, int8Array, uuidArray } from "../database/binary-arrays.ts";
import type { Database } from "../database/database.ts";
import type { Session } from "../database/session.ts";
import { RESOLUTION_NUMBERS } from "./resolution-numbers.ts";

const PUT = `
insert into solarmon.rollups (tenant_id, device_id, resolution, start, bytes)
select $1, * from unnest($2::uuid[], $3::int2[], $4::int8[], $5::bytea[])
on conflict (tenant_id, device_id, resolution, start) do update set bytes = excluded.bytes`;
const REMOVE = `
delete from solarmon.rollups using unnest($1::uuid[], $2::int2[], $3::int8[]) as gone (device_id, resolution, start)
where rollups.device_id = gone.device_id and rollups.resolution = gone.resolution and rollups.start = gone.start`;
// A row of the answer a device, framed as `readFrames` reads it: thousands of small rows would cost more than their bytes.
const READ = `
select device_id, string_agg(int8send(start) || int4send(length(bytes)) || bytes, '' order by start)
from solarmon.rollups
where device_id = any ($1::uuid[]) and resolution = $2::int2 and start >= $3::int8 and start < $4::int8
group by device_id`;
const READ_BEFORE = `
select asked.device_id, before.start, before.bytes
from unnest($1::uuid[]) as asked (device_id)
cross join lateral (
  select start, bytes from solarmon.rollups
  where rollups.device_id = asked.device_id and resolution = $2::int2 and start < $3::int8
  order by start desc limit 1) as before`;

type Found = readonly [deviceId: Id, start: Instant, bytes: Uint8Array];

/** Roll-ups of one tenant. */
export class PostgresTenantRollups implements TenantRollups {
  readonly #database: Database;
  readonly #scope: TenantScope;

  constructor(database: Database, scope: TenantScope) {
    this.#database = database;
    this.#scope = scope;
  }

  async put(rows: readonly RollupRow[]): Promise<void> {
    if (rows.length === 0) return;
    const newest = inKeyOrder(rows);
    const kept = newest.filter(({ count }) => count > 0);
    const gone = newest.filter(({ count }) => count === 0);
    await this.#database.asTenant(this.#scope, async (session) => {
      if (kept.length > 0) await putRows(session, this.#scope.tenantId, kept);
      if (gone.length > 0) await session.rows(REMOVE, keysOf(gone));
    });
  }

  async read({ deviceIds, resolution, span, points }: RollupQuery): Promise<readonly RollupRow[]> {
    if (deviceIds.length === 0 || span.end <= span.start) return [];
    const wanted = points && new Set(codesOf(points) ?? []);
    const values = [
      uuidArray(deviceIds),
      RESOLUTION_NUMBERS[resolution],
      Math.ceil(span.start),
      Math.ceil(span.end),
    ];
    const read = { name: "rollups-read", text: READ, values };
    const devices = await this.#database.readAsTenant<[Id, Uint8Array]>(this.#scope, read);
    const found = devices.flatMap(([deviceId, frames]) =>
      readFrames(frames).map(([start, bytes]): Found => [deviceId, start, bytes]),
    );
    return inAskedOrder(deviceIds, resolution, found, wanted);
  }

  async readBefore(
    deviceIds: readonly Id[],
    resolution: Resolution,
    before: Instant,
  ): Promise<readonly RollupRow[]> {
    if (deviceIds.length === 0) return [];
    const values = [uuidArray(deviceIds), RESOLUTION_NUMBERS[resolution], Math.ceil(before)];
    const read = { name: "rollups-before", text: READ_BEFORE, values };
    const found = await this.#database.readAsTenant<Found>(this.#scope, read);
    return inAskedOrder(deviceIds, resolution, found, undefined);
  }
}

/** Each key once, the last row of it; in one order for all, so that two writers never wait for each other. */
function inKeyOrder(rows: readonly RollupRow[]): readonly RollupRow[] {
  const newest = new Map<string, RollupRow>();
  for (const row of rows) newest.set(`${row.deviceId} ${row.resolution} ${row.start}`, row);
  return [...newest].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

function keysOf(rows: readonly RollupRow[]): unknown[] {
  return [
    uuidArray(rows.map(({ deviceId }) => deviceId)),
    int2Array(rows.map(({ resolution }) => RESOLUTION_NUMBERS[resolution])),
    int8Array(rows.map(({ start }) => start)),
  ];
}

function putRows(session: Session, tenantId: Id, rows: readonly RollupRow[]): Promise<unknown> {
  const values = [tenantId, ...keysOf(rows), byteaArray(rows.map(encodeRollup))];
  return session.prepared("rollups-put", PUT, values);
}

/** Start (8 bytes), length (4 bytes) and bytes of one row after another. */
function readFrames(frames: Uint8Array): (readonly [start: Instant, bytes: Uint8Array])[] {
  const view = new DataView(frames.buffer, frames.byteOffset, frames.length);
  const rows: (readonly [start: Instant, bytes: Uint8Array])[] = [];
  for (let offset = 0; offset < frames.length;) {
    const start = view.getInt32(offset) * 2 ** 32 + view.getUint32(offset + 4);
    const from = offset + 12;
    offset = from + view.getUint32(offset + 8);
    rows.push([start, frames.subarray(from, offset)]);
  }
  return rows;
}

function inAskedOrder(
  deviceIds: readonly Id[],
  resolution: Resolution,
  found: readonly Found[],
  wanted: ReadonlySet<number> | undefined,
): RollupRow[] {
  const byDevice = Map.groupBy(found, ([deviceId]) => deviceId);
  return deviceIds.flatMap((deviceId) =>
    (byDevice.get(deviceId) ?? []).map(([, start, bytes]) => {
      return { deviceId, resolution, start, ...decodeRollup(bytes, start, wanted) };
    }),
  );
}
