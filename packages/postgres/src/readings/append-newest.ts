import { type AppendResult, type Envelope, type TenantScope, utcDay } from "@solarmon/core";
import type { Database } from "../database/database.ts";
import type { AppendPlan } from "./append-plan.ts";
import { DeviceDrafts } from "./device-drafts.ts";
import { HotRows } from "./hot-row-columns.ts";
import { insertIf } from "./hot-rows.ts";
import { areFew, lockStatement, shareDays } from "./locks.ts";
import { sourceKey, type TenantMemory, type WriterMemory } from "./writer-memory.ts";

/**
 * The usual append: all readings are newer than what is remembered of their devices, so nobody can have them. The insert
 * itself proves that the memory is true. Mostly one round trip.
 *
 * @returns `undefined` when it is not so, or the memory was not true: then nothing was written
 */
export async function appendNewest(
  database: Database,
  memory: WriterMemory,
  scope: TenantScope,
  plan: AppendPlan,
): Promise<readonly AppendResult[] | undefined> {
  const { tenantId } = scope;
  const isUsual = plan.bulk.size === 0 && areFew(plan.locks);
  const known = isUsual ? memory.guess(tenantId) : undefined;
  if (!known) return undefined;
  const devices = new DeviceDrafts(tenantId, known);
  const rows = newestRows(plan.envelopes, known, devices);
  if (!rows || !(await insert(database, scope, plan, { known, devices, rows }))) return undefined;
  devices.rememberIn(known);
  return plan.envelopes.map(({ readings }) => ({
    verdicts: readings.map(() => "stored" as const),
    touched: [],
  }));
}

function newestRows(
  envelopes: readonly Envelope[],
  { sourceNumbers }: TenantMemory,
  devices: DeviceDrafts,
): HotRows | undefined {
  const rows = new HotRows();
  for (const { readings, receivedAt, source } of envelopes) {
    const number = sourceNumbers.get(sourceKey(source));
    if (number === undefined) return undefined;
    for (const reading of readings) {
      const { deviceId, measuredAt } = reading;
      const draft = devices.known(deviceId);
      if (!draft || measuredAt <= draft.lastAt) return undefined;
      devices.putHot(draft, measuredAt, utcDay(measuredAt));
      rows.addFrom(deviceId, reading, receivedAt, number);
    }
  }
  return rows;
}

interface Insert {
  readonly known: TenantMemory;
  readonly devices: DeviceDrafts;
  readonly rows: HotRows;
}

async function insert(
  database: Database,
  scope: TenantScope,
  { locks }: AppendPlan,
  { known, devices, rows }: Insert,
): Promise<boolean> {
  const statement = insertIf(scope.tenantId, rows, known);
  if (!devices.hasNews) {
    const lock = shareDays(scope.tenantId, locks.shared);
    return (await database.writeAsTenant(scope, [lock, statement])) === rows.count;
  }
  const first = lockStatement(scope.tenantId, locks);
  return database.asTenant(
    scope,
    async (session) => {
      const isInserted = (await session.countPrepared(statement)) === rows.count;
      if (isInserted) await devices.save(session);
      return isInserted;
    },
    { first },
  );
}
