import type {
  Clock,
  ReadingStore,
  ReadingStoreCapabilities,
  TenantReadings,
  TenantScope,
} from "@solarmon/core";
import type { Database } from "../database/database.ts";
import { lockTenant } from "./locks.ts";
import { PostgresTenantReadings } from "./postgres-tenant-readings.ts";
import { WriterMemory } from "./writer-memory.ts";

/** Every table of readings; the row that writers look at first goes last. */
const TABLES = [
  "readings_hot",
  "hot_days",
  "reading_chunks",
  "reading_versions",
  "reading_devices",
  "reading_sources",
  "reading_tenants",
];

/** {@link ReadingStore} in PostgreSQL: hot rows in partitions of a day, closed device-days as chunks. */
export class PostgresReadingStore implements ReadingStore {
  readonly capabilities: ReadingStoreCapabilities = { history: true };
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #memory = new WriterMemory();

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  forTenant(scope: TenantScope): TenantReadings {
    return new PostgresTenantReadings(this.#database, this.#memory, scope, this.#clock);
  }

  async deleteTenant(scope: TenantScope): Promise<void> {
    const remove = TABLES.map((table) => `delete from solarmon.${table}`).join("; ");
    const first = `${lockTenant(scope.tenantId)}; ${remove}`;
    await this.#database.asTenant(scope, async () => undefined, { first });
    this.#memory.forget(scope.tenantId);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#database.close();
  }
}
