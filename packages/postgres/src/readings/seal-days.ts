import { type Id, readChunkReadings, type TenantScope, utcDay } from "@solarmon/core";
import type { Database } from "../database/database.ts";
import type { Session } from "../database/session.ts";
import { toChunkBytes } from "./chunk-bytes.ts";
import { dayKey, findChunks, type NewChunk, putChunks } from "./chunk-table.ts";
import { DeviceDrafts } from "./device-drafts.ts";
import { byTime } from "./find-held.ts";
import { closeHotDay, hotOfDay } from "./hot-rows.ts";
import { lockStatement } from "./locks.ts";
import type { SealOptions, SealReport } from "./seal-options.ts";
import { noteChange } from "./tenant-state.ts";
import { WriterMemory } from "./writer-memory.ts";

/** Most device-days of one transaction, which keeps writers of that day waiting. */
const SLICE_DEVICES = 50;
/** A slice ends with the device that reaches this many readings. */
const SLICE_READINGS = 100_000;

const TENANTS = "select tenant_id from solarmon.reading_tenants order by tenant_id";
const NEXT_DAY = "select min(day) from solarmon.hot_days where day < $1::int4";
const DEVICES = `select device_id from solarmon.hot_days where day = $1::int4 order by device_id limit $2`;

interface Slice {
  readonly days: number;
  readonly readings: number;
}

/** Turns closed device-days of all tenants into chunks, some devices at a time. Several may do it at once. */
export async function sealDays(database: Database, options: SealOptions): Promise<SealReport> {
  const { before, maxDays = Infinity, deadlineMs = Infinity, signal } = options;
  const endAt = performance.now() + deadlineMs;
  const total = { days: 0, readings: 0 };
  const tenants = await database.asOperator((session) => session.rows<[Id]>(TENANTS));
  for (const [tenantId] of tenants)
    for (;;) {
      const isOver = total.days >= maxDays || performance.now() >= endAt;
      if (isOver || signal?.aborted === true) return { ...total, isDone: false };
      const day = await nextDay(database, { tenantId }, utcDay(before));
      if (day === null) break;
      const slice = await sealSlice(database, { tenantId }, day, maxDays - total.days);
      total.days += slice.days;
      total.readings += slice.readings;
    }
  return { ...total, isDone: true };
}

type Tenant = Pick<TenantScope, "tenantId">;

async function nextDay(database: Database, tenant: Tenant, before: number): Promise<number | null> {
  const [row] = await database.asTenant(tenant, (session) =>
    session.rows<[number | null]>(NEXT_DAY, [before]),
  );
  return row?.[0] ?? null;
}

function sealSlice(database: Database, tenant: Tenant, day: number, most: number): Promise<Slice> {
  const first = lockStatement(tenant.tenantId, { shared: [], exclusive: [day] });
  const work = (session: Session): Promise<Slice> => seal(session, tenant.tenantId, day, most);
  return database.asTenant(tenant, work, { first });
}

async function seal(session: Session, tenantId: Id, day: number, most: number): Promise<Slice> {
  const limit = Math.min(SLICE_DEVICES, most);
  const devices = (await session.rows<[Id]>(DEVICES, [day, limit])).map(([id]) => id);
  const chunks = await findChunks(
    session,
    devices.map((deviceId) => ({ deviceId, day })),
  );
  // nothing of it is remembered: whoever writes next reads it anew
  const drafts = new DeviceDrafts(tenantId, new WriterMemory().of(tenantId, "", 0));
  await drafts.load(session, new Set(devices));
  const sealed: NewChunk[] = [];
  let readings = 0;
  for (const deviceId of devices) {
    if (readings >= SLICE_READINGS) break;
    const chunk = chunks.get(dayKey({ deviceId, day }));
    const rows = byTime(chunk ? readChunkReadings(chunk) : []);
    for (const row of await hotOfDay(session, deviceId, day)) rows.set(row.measuredAt, row);
    const sorted = [...rows.values()].toSorted((a, b) => a.measuredAt - b.measuredAt);
    drafts.seal(drafts.of(deviceId), sorted, day);
    sealed.push({ deviceId, day, bytes: toChunkBytes(sorted) });
    readings += sorted.length;
  }
  await putChunks(session, tenantId, sealed);
  await closeHotDay(
    session,
    sealed.map(({ deviceId }) => deviceId),
    day,
  );
  await drafts.save(session);
  await noteChange(session);
  return { days: sealed.length, readings };
}
