import type {
  Catalog,
  DeviceCredential,
  Id,
  Plant,
  Tenant,
  TenantCatalog,
  TenantScope,
  User,
} from "@solarmon/core";
import { scopeOf } from "@solarmon/core/authority";
import { subjectOf, tenantFields } from "./audit-fields.ts";
import { type AuditedBy, AuditedTenantCatalog } from "./audited-tenant-catalog.ts";

/**
 * A catalogue whose changes are noted in the audit log, whoever makes them through it. An entry is written right after
 * its change, in a transaction of its own: see `AuditTrail` for one that cannot be kept. A tenant that is deleted takes
 * its log along.
 */
export class AuditedCatalog implements Catalog {
  readonly #inner: Catalog;
  readonly #by: AuditedBy;

  constructor(inner: Catalog, by: AuditedBy) {
    this.#inner = inner;
    this.#by = by;
  }

  forTenant(scope: TenantScope): TenantCatalog {
    return new AuditedTenantCatalog(this.#inner.forTenant(scope), scope, this.#by);
  }

  async addTenant(name: string, parentId?: Id): Promise<Tenant> {
    const tenant = await this.#inner.addTenant(name, parentId);
    const { trail, actor } = this.#by;
    await trail.note(scopeOf(tenant.id), {
      actor,
      action: "tenant.added",
      subject: subjectOf("tenant", tenant),
      after: tenantFields(tenant),
    });
    return tenant;
  }

  tenants(): Promise<readonly Tenant[]> {
    return this.#inner.tenants();
  }

  findCredential(id: Id): Promise<DeviceCredential | undefined> {
    return this.#inner.findCredential(id);
  }

  findUser(email: string): Promise<User | undefined> {
    return this.#inner.findUser(email);
  }

  findPlant(id: Id): Promise<Plant | undefined> {
    return this.#inner.findPlant(id);
  }

  deleteTenant(scope: TenantScope): Promise<void> {
    return this.#inner.deleteTenant(scope);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#inner[Symbol.asyncDispose]();
  }
}
