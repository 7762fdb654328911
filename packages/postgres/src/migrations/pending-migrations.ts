import type { ConnectionPool } from "../database/pool.ts";
import { toPostgresError } from "../database/postgres-error.ts";
import { takeConnection } from "../database/take-connection.ts";
import { readSchemaState, requireKnown, requireServer } from "./migrate.ts";
import { MIGRATIONS } from "./migrations.ts";

/** Names of migrations, in order. */
export interface PendingMigrations {
  /** Ran before. */
  readonly applied: readonly string[];
  /** What `migrate` would run. */
  readonly pending: readonly string[];
}

/**
 * What `migrate` would do; changes nothing.
 *
 * @throws as `migrate`
 */
export async function pendingMigrations(pool: ConnectionPool): Promise<PendingMigrations> {
  try {
    const connection = await takeConnection(pool);
    try {
      await requireServer(connection);
      const done = await readSchemaState(connection);
      requireKnown(done, MIGRATIONS);
      const [applied, pending] = [done, MIGRATIONS.slice(done.length)];
      return { applied: applied.map(nameOf), pending: pending.map(nameOf) };
    } finally {
      connection.release();
    }
  } catch (error) {
    throw toPostgresError(error);
  }
}

function nameOf({ name }: { readonly name: string }): string {
  return name;
}
