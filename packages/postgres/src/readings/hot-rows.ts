import type { ChunkReading, Id, Instant } from "@solarmon/core";
import { int4Array, int8Array, uuidArray } from "../database/binary-arrays.ts";
import type { Statement } from "../database/pool.ts";
import type { Session } from "../database/session.ts";
import { HotRows } from "./hot-row-columns.ts";
import { slotOf, slotsOf } from "./slots.ts";
import type { TenantState } from "./tenant-state.ts";

/** A reading with whose it is. */
export interface DeviceReading {
  readonly deviceId: Id;
  readonly reading: ChunkReading;
}

const COLUMNS = "measured_at, received_at, source, quality, packed";
// An unnest of seven arrays would copy each into a store of its own first; this takes a sixth off the whole statement.
const INSERT = `
insert into solarmon.readings_hot (tenant_id, device_id, slot, measured_at, received_at, source, quality, packed)
select $1::uuid, ($2::uuid[])[row], ($3::int4[])[row], ($4::int8[])[row], ($5::int8[])[row], ($6::int4[])[row],
  ($7::int2[])[row], packed
from (select unnest($8::bytea[]) as packed, generate_subscripts($8::bytea[], 1) as row) as given`;
/** Nothing is inserted unless the state of the tenant is as given. */
const INSERT_IF = `${INSERT}
where exists (select from solarmon.reading_tenants where epoch = $9::uuid and changes = $10::int8)`;
const REPLACE = `${INSERT}
on conflict (slot, tenant_id, device_id, measured_at) do update set
  received_at = excluded.received_at, source = excluded.source, quality = excluded.quality, packed = excluded.packed`;
// The lock in the sub-select keeps it one: a probe of the key for each asked reading, whatever the planner guesses.
const FIND = `
select asked.place::int4, held.* from unnest($1::uuid[], $2::int4[], $3::int8[])
  with ordinality as asked (device_id, slot, measured_at, place)
cross join lateral (
  select ${COLUMNS} from solarmon.readings_hot
  where readings_hot.slot = asked.slot and readings_hot.device_id = asked.device_id
    and readings_hot.measured_at = asked.measured_at
  for update) as held`;
const OF_DAY = `
select ${COLUMNS} from solarmon.readings_hot
where slot = any ($1::int4[]) and slot between $2::int4 and $3::int4 and device_id = $4::uuid order by measured_at`;
const REMOVE = `
delete from solarmon.readings_hot
where slot = any ($1::int4[]) and slot between $2::int4 and $3::int4 and device_id = any ($4::uuid[])`;
const CLOSE_DAYS = `
delete from solarmon.hot_days using unnest($1::uuid[], $2::int4[]) as gone (device_id, day)
where hot_days.device_id = gone.device_id and hot_days.day = gone.day`;

export type ReadingRow = readonly [
  measuredAt: Instant,
  receivedAt: Instant,
  source: number,
  quality: number,
  packed: Uint8Array,
];

export function toReading([
  measuredAt,
  receivedAt,
  source,
  quality,
  packed,
]: ReadingRow): ChunkReading {
  return { measuredAt, receivedAt, source, quality, packed };
}

/** Inserts readings that nobody has. @throws SQLSTATE 23505 when somebody has one of them after all */
export async function insertHot(
  session: Session,
  tenantId: Id,
  readings: readonly DeviceReading[],
): Promise<void> {
  await insertRows(session, tenantId, rowsOf(readings));
}

/** The same of rows that were put together before. */
export async function insertRows(session: Session, tenantId: Id, rows: HotRows): Promise<void> {
  if (rows.count > 0) await session.prepared("hot-insert", INSERT, rows.values(tenantId));
}

/**
 * Inserts rows if what was remembered when they were put together is still true: it changes as many rows as there are,
 * or none.
 */
export function insertIf(tenantId: Id, rows: HotRows, { epoch, changes }: TenantState): Statement {
  return {
    name: "hot-insert-if",
    text: INSERT_IF,
    values: [...rows.values(tenantId), epoch, changes],
  };
}

function rowsOf(readings: readonly DeviceReading[]): HotRows {
  const rows = new HotRows();
  for (const { deviceId, reading } of readings) rows.add(deviceId, reading);
  return rows;
}

/** Replaces readings that `findHot` found in this transaction. */
export async function replaceHot(
  session: Session,
  tenantId: Id,
  readings: readonly DeviceReading[],
): Promise<void> {
  if (readings.length > 0)
    await session.prepared("hot-replace", REPLACE, rowsOf(readings).values(tenantId));
}

/** Which reading is meant. */
export interface Identity {
  readonly deviceId: Id;
  readonly measuredAt: Instant;
}

/** The hot readings among the asked, locked until the end of the transaction; each with its place among them. */
export async function findHot(
  session: Session,
  asked: readonly Identity[],
): Promise<readonly (readonly [place: number, reading: ChunkReading])[]> {
  if (asked.length === 0) return [];
  const rows = await session.prepared<readonly [number, ...ReadingRow]>("hot-find", FIND, [
    uuidArray(asked.map(({ deviceId }) => deviceId)),
    int4Array(asked.map(({ measuredAt }) => slotOf(measuredAt))),
    int8Array(asked.map(({ measuredAt }) => measuredAt)),
  ]);
  return rows.map(([place, ...row]) => [place - 1, toReading(row)] as const);
}

/** The hot readings of a device-day, ascending in time. */
export async function hotOfDay(
  session: Session,
  deviceId: Id,
  day: number,
): Promise<readonly ChunkReading[]> {
  const values = [...slotRange([day]), deviceId];
  return (await session.prepared<ReadingRow>("hot-day", OF_DAY, values)).map(toReading);
}

/** Removes the hot readings of device-days of one day, which are in chunks now. */
export async function closeHotDay(
  session: Session,
  deviceIds: readonly Id[],
  day: number,
): Promise<void> {
  const ids = uuidArray(deviceIds);
  await session.prepared("hot-remove", REMOVE, [...slotRange([day]), ids]);
  await session.prepared("days-close", CLOSE_DAYS, [ids, int4Array(deviceIds.map(() => day))]);
}

/** Days as the statements want them: their slots, which the index finds, and the ends, which leave out partitions. */
function slotRange(days: readonly number[]): unknown[] {
  const slots = slotsOf(days);
  return [int4Array(slots), slots[0] ?? 0, slots.at(-1) ?? 0];
}
