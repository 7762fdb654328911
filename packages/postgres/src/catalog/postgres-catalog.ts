import {
  type Catalog,
  type Clock,
  type DeviceCredential,
  type Id,
  isId,
  newId,
  type Plant,
  type Tenant,
  type TenantCatalog,
  type TenantScope,
  type User,
} from "@solarmon/core";
import type { Database } from "../database/database.ts";
import { PostgresTenantCatalog } from "./postgres-tenant-catalog.ts";
import { toCredential, toPlant, toTenant, toUser } from "./rows.ts";

/** {@link Catalog} in PostgreSQL. What the port calls "operator only" or "for log-in" goes through the operator's door. */
export class PostgresCatalog implements Catalog {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  forTenant(scope: TenantScope): TenantCatalog {
    return new PostgresTenantCatalog(this.#database, scope, this.#clock);
  }

  /** As the tenant that is made: even this needs no right over others. */
  async addTenant(name: string, parentId?: Id): Promise<Tenant> {
    const tenantId = newId();
    const row = { tenantId, name, parentId: parentId ?? null, createdAt: this.#clock.now() };
    const insert = this.#database.queries.insertInto("tenants").values(row);
    await this.#database.asTenant({ tenantId }, (session) => session.run(insert), {
      notFound: `there is no tenant ${parentId}`,
    });
    return { id: tenantId, name, parentId: row.parentId, createdAt: row.createdAt };
  }

  async tenants(): Promise<readonly Tenant[]> {
    const query = this.#database.queries.selectFrom("tenants").selectAll().orderBy("number");
    const rows = await this.#database.asOperator((session) => session.run(query));
    return rows.map(toTenant);
  }

  async findCredential(id: Id): Promise<DeviceCredential | undefined> {
    if (!isId(id)) return undefined;
    const query = this.#database.queries.selectFrom("credentials").selectAll().where("id", "=", id);
    const [row] = await this.#database.asOperator((session) => session.run(query));
    return row && toCredential(row);
  }

  async findUser(email: string): Promise<User | undefined> {
    const users = this.#database.queries.selectFrom("users").selectAll();
    const query = users.where("email", "=", email.toLowerCase());
    const [row] = await this.#database.asOperator((session) => session.run(query));
    return row && toUser(row);
  }

  async findPlant(id: Id): Promise<Plant | undefined> {
    if (!isId(id)) return undefined;
    const query = this.#database.queries.selectFrom("plants").selectAll().where("id", "=", id);
    const [row] = await this.#database.asOperator((session) => session.run(query));
    return row && toPlant(row);
  }

  async deleteTenant(scope: TenantScope): Promise<void> {
    const remove = this.#database.queries.deleteFrom("tenants");
    await this.#database.asTenant(scope, (session) => session.run(remove));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#database.close();
  }
}
