import type { Device, DeviceCredential, Plant, Tenant, User } from "../domain.ts";
import type { Id } from "../ids.ts";

/** What a memory catalogue holds. */
export interface CatalogTables {
  readonly tenants: Map<Id, Tenant>;
  readonly plants: Map<Id, Plant>;
  readonly devices: Map<Id, Device>;
  readonly credentials: Map<Id, DeviceCredential>;
  readonly users: Map<Id, User>;
}

export function emptyTables(): CatalogTables {
  return {
    tenants: new Map(),
    plants: new Map(),
    devices: new Map(),
    credentials: new Map(),
    users: new Map(),
  };
}
