import type { Device, DeviceCredential, Plant, Tenant, User } from "../domain.ts";
import { SolarmonError } from "../errors.ts";
import { newId, type Id } from "../ids.ts";
import type { TenantCatalog } from "../ports/catalog.ts";
import type { Clock, Instant } from "../time.ts";
import type { CatalogTables } from "./catalog-tables.ts";

/** What one tenant owns in a memory catalogue. */
export class MemoryTenantCatalog implements TenantCatalog {
  readonly #tables: CatalogTables;
  readonly #tenantId: Id;
  readonly #clock: Clock;

  constructor(tables: CatalogTables, tenantId: Id, clock: Clock) {
    this.#tables = tables;
    this.#tenantId = tenantId;
    this.#clock = clock;
  }

  async tenant(): Promise<Tenant | undefined> {
    return this.#tables.tenants.get(this.#tenantId);
  }

  async plants(): Promise<readonly Plant[]> {
    return this.#owned(this.#tables.plants);
  }

  async plant(id: Id): Promise<Plant | undefined> {
    return this.#own(this.#tables.plants.get(id));
  }

  async addPlant(plant: Omit<Plant, "id" | "tenantId" | "createdAt">): Promise<Plant> {
    if (this.#owned(this.#tables.plants).some(({ name }) => name === plant.name))
      throw new SolarmonError("conflict", `there is a plant named ${plant.name}; choose another`);
    return this.#add(this.#tables.plants, { ...plant, ...this.#head() });
  }

  async devices(plantId: Id): Promise<readonly Device[]> {
    return this.#devicesOf(plantId);
  }

  async device(id: Id): Promise<Device | undefined> {
    return this.#own(this.#tables.devices.get(id));
  }

  async addDevice(device: Omit<Device, "id" | "tenantId" | "createdAt">): Promise<Device> {
    this.#requirePlant(device.plantId);
    if (this.#devicesOf(device.plantId).some(({ name }) => name === device.name))
      throw new SolarmonError("conflict", `the plant has a device named ${device.name}`);
    return this.#add(this.#tables.devices, { ...device, ...this.#head() });
  }

  async setDeviceInterval(deviceId: Id, intervalMs: number): Promise<void> {
    const device = await this.device(deviceId);
    if (!device) throw new SolarmonError("not_found", `there is no device ${deviceId}`);
    this.#tables.devices.set(deviceId, { ...device, intervalMs });
  }

  async addCredential(
    credential: Pick<DeviceCredential, "plantId" | "deviceId" | "secretHash">,
  ): Promise<DeviceCredential> {
    this.#requirePlant(credential.plantId);
    const device =
      credential.deviceId === null ? undefined : await this.device(credential.deviceId);
    if (credential.deviceId !== null && device?.plantId !== credential.plantId)
      throw new SolarmonError("not_found", `the plant has no device ${credential.deviceId}`);
    const row = { ...credential, ...this.#head(), revokedAt: null };
    return this.#add(this.#tables.credentials, row);
  }

  async revokeCredential(id: Id): Promise<void> {
    const credential = this.#own(this.#tables.credentials.get(id));
    if (!credential) throw new SolarmonError("not_found", `there is no credential ${id}`);
    const revokedAt = credential.revokedAt ?? this.#clock.now();
    this.#tables.credentials.set(id, { ...credential, revokedAt });
  }

  async addUser(user: Pick<User, "email" | "role" | "passwordHash">): Promise<User> {
    const email = user.email.toLowerCase();
    if ([...this.#tables.users.values()].some((other) => other.email === email))
      throw new SolarmonError("conflict", "someone has that e-mail address");
    return this.#add(this.#tables.users, { ...user, email, ...this.#head() });
  }

  #devicesOf(plantId: Id): Device[] {
    return this.#owned(this.#tables.devices).filter((device) => device.plantId === plantId);
  }

  #head(): { id: Id; tenantId: Id; createdAt: Instant } {
    return { id: newId(), tenantId: this.#tenantId, createdAt: this.#clock.now() };
  }

  #requirePlant(id: Id): void {
    if (!this.#own(this.#tables.plants.get(id)))
      throw new SolarmonError("not_found", `there is no plant ${id}`);
  }

  #add<Row extends { readonly id: Id }>(table: Map<Id, Row>, row: Row): Row {
    table.set(row.id, structuredClone(row));
    return row;
  }

  #own<Row extends { readonly tenantId: Id }>(row: Row | undefined): Row | undefined {
    return row?.tenantId === this.#tenantId ? row : undefined;
  }

  #owned<Row extends { readonly tenantId: Id }>(table: Map<Id, Row>): Row[] {
    return [...table.values()].filter((row) => row.tenantId === this.#tenantId);
  }
}
