import type { Id, Instant } from "@solarmon/core";
import { byteaArray, int4Array, int8Array, uuidArray } from "../database/binary-arrays.ts";
import type { Session } from "../database/session.ts";
import type { DeviceDay } from "./chunk-table.ts";

const LOAD = `
select device_id, last_slot,
  array(select day from solarmon.hot_days where hot_days.device_id = reading_devices.device_id)
from solarmon.reading_devices where device_id = any ($1::uuid[])`;
const IS_NEWER = `
  excluded.sealed_packed is not null and excluded.sealed_at >= coalesce(held.sealed_at, excluded.sealed_at)`;
const SAVE = `
insert into solarmon.reading_devices as held
  (tenant_id, device_id, last_slot, sealed_at, sealed_received_at, sealed_packed)
select $1, * from unnest($2::uuid[], $3::int4[], $4::int8[], $5::int8[], $6::bytea[])
on conflict (tenant_id, device_id) do update set
  last_slot = greatest(held.last_slot, excluded.last_slot),
  sealed_at = case when ${IS_NEWER} then excluded.sealed_at else held.sealed_at end,
  sealed_received_at = case when ${IS_NEWER} then excluded.sealed_received_at else held.sealed_received_at end,
  sealed_packed = case when ${IS_NEWER} then excluded.sealed_packed else held.sealed_packed end`;
const OPEN_DAYS = `
insert into solarmon.hot_days (tenant_id, device_id, day)
select $1, * from unnest($2::uuid[], $3::int4[]) on conflict do nothing`;

/** The newest reading of a chunk. */
interface SealedLatest {
  readonly measuredAt: Instant;
  readonly receivedAt: Instant;
  readonly packed: Uint8Array;
}

/** Where the newest reading of a device is. */
export interface DeviceRow {
  readonly id: Id;
  readonly lastSlot: number;
  /** Set when a chunk holds it. */
  readonly sealed: SealedLatest | undefined;
}

/** Devices that have readings, each with the slot of its newest and its days that have hot rows. */
export function findDevices(
  session: Session,
  deviceIds: readonly Id[],
): Promise<readonly (readonly [id: Id, lastSlot: number, hotDays: readonly number[]])[]> {
  return session.prepared("devices-load", LOAD, [uuidArray(deviceIds)]);
}

/** Moves the newest readings forward, never back. */
export async function saveDevices(
  session: Session,
  tenantId: Id,
  rows: readonly DeviceRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await session.prepared("devices-save", SAVE, [
    tenantId,
    uuidArray(rows.map(({ id }) => id)),
    int4Array(rows.map(({ lastSlot }) => lastSlot)),
    int8Array(rows.map(({ sealed }) => sealed?.measuredAt ?? 0)),
    int8Array(rows.map(({ sealed }) => sealed?.receivedAt ?? 0)),
    byteaArray(rows.map(({ sealed }) => sealed?.packed ?? null)),
  ]);
}

/** Notes that device-days have hot rows. */
export async function openHotDays(
  session: Session,
  tenantId: Id,
  days: readonly DeviceDay[],
): Promise<void> {
  if (days.length === 0) return;
  await session.prepared("days-open", OPEN_DAYS, [
    tenantId,
    uuidArray(days.map(({ deviceId }) => deviceId)),
    int4Array(days.map(({ day }) => day)),
  ]);
}
