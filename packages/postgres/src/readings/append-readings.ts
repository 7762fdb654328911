import type { AppendResult, Envelope, Instant, TenantScope } from "@solarmon/core";
import type { Database } from "../database/database.ts";
import { appendNewest } from "./append-newest.ts";
import { planAppend } from "./append-plan.ts";
import { Append } from "./append.ts";
import { lockStatement } from "./locks.ts";
import type { WriterMemory } from "./writer-memory.ts";

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
  if (options.isCareful) memory.forget(tenantId);
  const results = await appendNewest(database, memory, scope, plan);
  if (results) return results;
  const append = new Append(memory, tenantId, plan, options.isCareful);
  const first = lockStatement(tenantId, plan.locks);
  await database.asTenant(scope, (session) => append.run(session), { first });
  return append.finish();
}
