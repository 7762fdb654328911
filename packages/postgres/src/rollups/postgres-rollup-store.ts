import type { RollupStore, TenantRollups, TenantScope } from "@solarmon/core";
import type { Database } from "../database/database.ts";
import { PostgresTenantRollups } from "./postgres-tenant-rollups.ts";

/** {@link RollupStore} in PostgreSQL. */
export class PostgresRollupStore implements RollupStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  forTenant(scope: TenantScope): TenantRollups {
    return new PostgresTenantRollups(this.#database, scope);
  }

  async deleteTenant(scope: TenantScope): Promise<void> {
    await this.#database.asTenant(scope, (session) => session.rows("delete from solarmon.rollups"));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#database.close();
  }
}
