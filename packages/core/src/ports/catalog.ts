import type { TenantScope } from "../authority.ts";
import type { Device, DeviceCredential, Plant, Tenant, User } from "../domain.ts";
import type { Id } from "../ids.ts";

/** What one tenant owns. Unknown and someone else's give the same answer: `undefined`. */
export interface TenantCatalog {
  tenant(): Promise<Tenant | undefined>;
  plants(): Promise<readonly Plant[]>;
  plant(id: Id): Promise<Plant | undefined>;
  /** @throws `conflict` when the tenant has a plant of that name */
  addPlant(plant: Omit<Plant, "id" | "tenantId" | "createdAt">): Promise<Plant>;
  devices(plantId: Id): Promise<readonly Device[]>;
  device(id: Id): Promise<Device | undefined>;
  /** @throws `not_found` no such plant · `conflict` the plant has a device of that name */
  addDevice(device: Omit<Device, "id" | "tenantId" | "createdAt">): Promise<Device>;
  /** @throws `not_found` no such device */
  setDeviceInterval(deviceId: Id, intervalMs: number): Promise<void>;
  /** @throws `not_found` no such plant of the tenant, or no such device of the plant */
  addCredential(
    credential: Pick<DeviceCredential, "plantId" | "deviceId" | "secretHash">,
  ): Promise<DeviceCredential>;
  /** Once revoked it stays so, from the first time. @throws `not_found` no such credential of the tenant */
  revokeCredential(id: Id): Promise<void>;
  /** @throws `conflict` when someone has that e-mail address */
  addUser(user: Pick<User, "email" | "role" | "passwordHash">): Promise<User>;
}

/**
 * Tenants, plants, devices, credentials and users. Checked by `testCatalog`. The methods outside `forTenant` serve
 * log-in and the operator only.
 */
export interface Catalog {
  forTenant(scope: TenantScope): TenantCatalog;
  addTenant(name: string, parentId?: Id): Promise<Tenant>;
  /** Operator only. */
  tenants(): Promise<readonly Tenant[]>;
  /** For log-in: the credential of that id, revoked or not. */
  findCredential(id: Id): Promise<DeviceCredential | undefined>;
  /** For log-in. `email` in any case. */
  findUser(email: string): Promise<User | undefined>;
  /** Operator only: the plant of that id, whoever owns it. */
  findPlant(id: Id): Promise<Plant | undefined>;
  deleteTenant(scope: TenantScope): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}
