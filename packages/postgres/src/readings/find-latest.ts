import type { Id, Instant, LatestReading, TenantScope } from "@solarmon/core";
import { uuidArray } from "../database/binary-arrays.ts";
import type { Database } from "../database/database.ts";

// The newest hot reading of the device's last slot, or the newest in a chunk, whichever is later; of one time the hot
// one, which is a correction.
const LATEST = `
select known.device_id,
  case when newest.measured_at >= known.sealed_at or known.sealed_at is null
    then newest.measured_at else known.sealed_at end,
  case when newest.measured_at >= known.sealed_at or known.sealed_at is null
    then newest.received_at else known.sealed_received_at end,
  case when newest.measured_at >= known.sealed_at or known.sealed_at is null
    then newest.packed else known.sealed_packed end
from solarmon.reading_devices as known
left join lateral (
  select measured_at, received_at, packed from solarmon.readings_hot
  where readings_hot.slot = known.last_slot and readings_hot.device_id = known.device_id
  order by measured_at desc limit 1) as newest on true
where known.device_id = any ($1::uuid[])`;

type Row = readonly [
  deviceId: Id,
  measuredAt: Instant | null,
  receivedAt: Instant,
  packed: Uint8Array,
];

/** The newest reading of each asked device that has one, in the asked order. */
export async function findLatest(
  database: Database,
  scope: TenantScope,
  deviceIds: readonly Id[],
): Promise<readonly LatestReading[]> {
  const rows = await database.readAsTenant<Row>(scope, {
    name: "latest",
    text: LATEST,
    values: [uuidArray(deviceIds)],
  });
  const byDevice = new Map(rows.map((row) => [row[0], row] as const));
  return deviceIds.flatMap((id): LatestReading[] => {
    const [deviceId, measuredAt, receivedAt, packed] = byDevice.get(id) ?? [];
    if (deviceId === undefined || measuredAt === undefined || measuredAt === null) return [];
    if (receivedAt === undefined || !packed) return [];
    return [{ deviceId, measuredAt, receivedAt, packed }];
  });
}
