import type { TenantScope } from "../authority.ts";
import type { DeviceCredential, Plant, Tenant, User } from "../domain.ts";
import { newId, type Id } from "../ids.ts";
import type { Catalog, TenantCatalog } from "../ports/catalog.ts";
import { systemClock, type Clock } from "../time.ts";
import { emptyTables, type CatalogTables } from "./catalog-tables.ts";
import { MemoryTenantCatalog } from "./memory-tenant-catalog.ts";

/** {@link Catalog} in memory, unbounded: for tests and examples. */
export class MemoryCatalog implements Catalog {
  readonly #tables: CatalogTables = emptyTables();
  readonly #clock: Clock;

  constructor(options: { readonly clock?: Clock } = {}) {
    this.#clock = options.clock ?? systemClock;
  }

  forTenant(scope: TenantScope): TenantCatalog {
    return new MemoryTenantCatalog(this.#tables, scope.tenantId, this.#clock);
  }

  async addTenant(name: string, parentId?: Id): Promise<Tenant> {
    const tenant: Tenant = {
      id: newId(),
      name,
      parentId: parentId ?? null,
      createdAt: this.#clock.now(),
    };
    this.#tables.tenants.set(tenant.id, tenant);
    return tenant;
  }

  async tenants(): Promise<readonly Tenant[]> {
    return [...this.#tables.tenants.values()];
  }

  async findCredential(id: Id): Promise<DeviceCredential | undefined> {
    return this.#tables.credentials.get(id);
  }

  async findUser(email: string): Promise<User | undefined> {
    const lower = email.toLowerCase();
    return [...this.#tables.users.values()].find((user) => user.email === lower);
  }

  async findPlant(id: Id): Promise<Plant | undefined> {
    return this.#tables.plants.get(id);
  }

  async deleteTenant({ tenantId }: TenantScope): Promise<void> {
    const { tenants, plants, devices, credentials, users } = this.#tables;
    tenants.delete(tenantId);
    for (const table of [plants, devices, credentials, users])
      for (const row of table.values()) if (row.tenantId === tenantId) table.delete(row.id);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const table of Object.values(this.#tables)) table.clear();
  }
}
