import type { Id } from "@solarmon/core";
import type { Session } from "../database/session.ts";

const READ = "select epoch, changes from solarmon.reading_tenants";
const ADD = `
insert into solarmon.reading_tenants (tenant_id, epoch) values ($1, gen_random_uuid()) on conflict do nothing`;
const CHANGE = "update solarmon.reading_tenants set changes = changes + 1";

export interface TenantState {
  /** Another one after the tenant was deleted. */
  readonly epoch: string;
  /** Moves when what writers remember of devices has become untrue. */
  readonly changes: number;
}

/** The state of the tenant that the session works as, made at the first write. After the locks: it must not move then. */
export async function readTenantState(session: Session, tenantId: Id): Promise<TenantState> {
  const [row] = await session.prepared<readonly [string, number]>("tenant-state", READ, []);
  if (row) return { epoch: row[0], changes: row[1] };
  await session.rows(ADD, [tenantId]);
  return readTenantState(session, tenantId);
}

/** Makes every writer forget what he remembers of the tenant's devices. */
export async function noteChange(session: Session): Promise<void> {
  await session.prepared("tenant-change", CHANGE, []);
}
