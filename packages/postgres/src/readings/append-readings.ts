import {
  type AppendResult,
  type Envelope,
  type Instant,
  type TenantScope,
  utcDay,
} from "@solarmon/core";
import type { Database } from "../database/database.ts";
import type { Session } from "../database/session.ts";
import { appendBulk } from "./append-bulk.ts";
import { type AppendContext, appendLookedUp, appendNew } from "./append-hot.ts";
import { type AppendPlan, type Offer, planAppend } from "./append-plan.ts";
import { dayKey } from "./chunk-table.ts";
import { DeviceDrafts } from "./device-drafts.ts";
import { lockStatement } from "./locks.ts";
import { SourceTable } from "./source-table.ts";
import { noteChange, readTenantState } from "./tenant-state.ts";
import type { TenantMemory, WriterMemory } from "./writer-memory.ts";

/**
 * Stores envelopes of one tenant in one transaction. Readings newer than all of their device are inserted without a
 * look; others are looked up; many of one closed day become a chunk.
 *
 * @throws SQLSTATE 23505 when another writer has stored one of them meanwhile: again, with `isCareful`
 */
export async function appendReadings(
  database: Database,
  memory: WriterMemory,
  scope: TenantScope,
  envelopes: readonly Envelope[],
  options: { readonly now: Instant; readonly isCareful: boolean },
): Promise<readonly AppendResult[]> {
  const { tenantId } = scope;
  const plan = planAppend(envelopes, options.now);
  const first = lockStatement(tenantId, plan.locks);
  const append = (session: Session) => run(session, memory, scope, plan, options.isCareful);
  const { remember } = await database.asTenant(scope, append, { first });
  remember();
  for (const { touched } of plan.results) touched.sort((a, b) => a - b);
  return plan.results;
}

async function run(
  session: Session,
  memory: WriterMemory,
  { tenantId }: TenantScope,
  plan: AppendPlan,
  isCareful: boolean,
): Promise<{ remember: () => void }> {
  const { epoch, changes } = await readTenantState(session, tenantId);
  if (isCareful) memory.forget(tenantId);
  const known = memory.of(tenantId, epoch, changes);
  const sources = new SourceTable(session, known);
  await sources.ensure(tenantId, plan.sources);
  const devices = new DeviceDrafts(tenantId, known);
  await devices.load(session, plan.deviceIds);
  const context: AppendContext = { session, tenantId, sources, devices };
  const { fresh, looked, bulk } = sort(plan, devices, isCareful);
  await appendNew(context, fresh);
  await appendLookedUp(context, looked);
  if (bulk.length > 0) await appendBulk(context, bulk);
  await devices.save(session);
  if (devices.isMoved) await noteChange(session);
  return { remember: () => rememberIn(memory, tenantId, known, { sources, devices }) };
}

function rememberIn(
  memory: WriterMemory,
  tenantId: string,
  known: TenantMemory,
  { sources, devices }: Pick<AppendContext, "sources" | "devices">,
): void {
  if (devices.isMoved) return memory.forget(tenantId);
  sources.rememberIn(known);
  devices.rememberIn(known);
  memory.trim();
}

function sort(
  { offers, bulk: bulkDays }: AppendPlan,
  devices: DeviceDrafts,
  isCareful: boolean,
): Record<"fresh" | "looked" | "bulk", Offer[]> {
  const sorted = { fresh: [] as Offer[], looked: [] as Offer[], bulk: [] as Offer[] };
  for (const offer of offers) {
    const { deviceId, measuredAt } = offer.reading;
    const draft = devices.of(deviceId);
    if (bulkDays.size > 0 && bulkDays.has(dayKey({ deviceId, day: utcDay(measuredAt) })))
      sorted.bulk.push(offer);
    else if (measuredAt > draft.lastAt && !isCareful) {
      devices.putHot(draft, measuredAt);
      sorted.fresh.push(offer);
    } else sorted.looked.push(offer);
  }
  return sorted;
}
