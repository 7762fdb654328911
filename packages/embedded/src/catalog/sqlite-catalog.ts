import {
  type Catalog,
  type Clock,
  type DeviceCredential,
  type Id,
  newId,
  type Plant,
  systemClock,
  type Tenant,
  type TenantCatalog,
  type TenantScope,
  type User,
} from "@solarmon/core";
import { sql } from "kysely";
import { type CatalogDatabase, openCatalogDatabase } from "./database.ts";
import { toPlant } from "./plant-row.ts";
import { SqliteTenantCatalog } from "./sqlite-tenant-catalog.ts";

const BUSY_TIMEOUT_MS = 5_000;

export interface CatalogOptions {
  /** The database file; made when it is missing, with its directory. */
  readonly file: string;
  readonly clock?: Clock;
  /** How long a change waits, blocking its thread, while another process writes [ms]. Default 5,000. */
  readonly busyTimeoutMs?: number;
}

/** See `openCatalog`. */
export async function openSqliteCatalog(options: CatalogOptions): Promise<SqliteCatalog> {
  const { file, busyTimeoutMs = BUSY_TIMEOUT_MS } = options;
  const database = await openCatalogDatabase(file, busyTimeoutMs);
  return new SqliteCatalog(database, options.clock ?? systemClock);
}

/** {@link Catalog} in a SQLite file. */
export class SqliteCatalog implements Catalog {
  /** The open file, for what else lives in it. */
  readonly database: CatalogDatabase;
  readonly #clock: Clock;

  /** Use {@link openCatalog}. */
  constructor(database: CatalogDatabase, clock: Clock) {
    this.database = database;
    this.#clock = clock;
  }

  forTenant(scope: TenantScope): TenantCatalog {
    return new SqliteTenantCatalog(this.database, scope.tenantId, this.#clock);
  }

  async addTenant(name: string, parentId?: Id): Promise<Tenant> {
    const tenant = { id: newId(), name, parentId: parentId ?? null, createdAt: this.#clock.now() };
    const insert = this.database.kysely.insertInto("tenants").values(tenant);
    await this.database.run(insert.execute(), { notFound: `there is no tenant ${parentId}` });
    return tenant;
  }

  tenants(): Promise<readonly Tenant[]> {
    const { kysely } = this.database;
    return this.database.run(
      kysely
        .selectFrom("tenants")
        .selectAll()
        .orderBy("createdAt")
        .orderBy(sql`rowid`)
        .execute(),
    );
  }

  findCredential(id: Id): Promise<DeviceCredential | undefined> {
    const query = this.database.kysely.selectFrom("credentials").selectAll().where("id", "=", id);
    return this.database.run(query.executeTakeFirst());
  }

  findUser(email: string): Promise<User | undefined> {
    const users = this.database.kysely.selectFrom("users").selectAll();
    return this.database.run(users.where("email", "=", email.toLowerCase()).executeTakeFirst());
  }

  async findPlant(id: Id): Promise<Plant | undefined> {
    const query = this.database.kysely.selectFrom("plants").selectAll().where("id", "=", id);
    const row = await this.database.run(query.executeTakeFirst());
    return row && toPlant(row);
  }

  async deleteTenant(scope: TenantScope): Promise<void> {
    const { kysely } = this.database;
    await this.database.run(
      kysely.deleteFrom("tenants").where("id", "=", scope.tenantId).execute(),
    );
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.database.close();
  }
}
