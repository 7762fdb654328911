import type {
  AuditActor,
  AuditTrail,
  Device,
  DeviceCredential,
  Id,
  Plant,
  Tenant,
  TenantCatalog,
  TenantScope,
  User,
} from "@solarmon/core";
import {
  credentialFields,
  deviceFields,
  plantFields,
  subjectOf,
  userFields,
} from "./audit-fields.ts";

export interface AuditedBy {
  readonly trail: AuditTrail;
  readonly actor: AuditActor;
}

/** What one tenant owns; each change is noted. An interval that was learned is nobody's act and is not. */
export class AuditedTenantCatalog implements TenantCatalog {
  readonly #inner: TenantCatalog;
  readonly #scope: TenantScope;
  readonly #by: AuditedBy;

  constructor(inner: TenantCatalog, scope: TenantScope, by: AuditedBy) {
    this.#inner = inner;
    this.#scope = scope;
    this.#by = by;
  }

  tenant(): Promise<Tenant | undefined> {
    return this.#inner.tenant();
  }

  plants(): Promise<readonly Plant[]> {
    return this.#inner.plants();
  }

  plant(id: Id): Promise<Plant | undefined> {
    return this.#inner.plant(id);
  }

  async addPlant(plant: Parameters<TenantCatalog["addPlant"]>[0]): Promise<Plant> {
    const added = await this.#inner.addPlant(plant);
    await this.#note("plant.added", subjectOf("plant", added), plantFields(added));
    return added;
  }

  devices(plantId: Id): Promise<readonly Device[]> {
    return this.#inner.devices(plantId);
  }

  device(id: Id): Promise<Device | undefined> {
    return this.#inner.device(id);
  }

  async addDevice(device: Parameters<TenantCatalog["addDevice"]>[0]): Promise<Device> {
    const added = await this.#inner.addDevice(device);
    await this.#note("device.added", subjectOf("device", added), deviceFields(added));
    return added;
  }

  setDeviceInterval(deviceId: Id, intervalMs: number): Promise<void> {
    return this.#inner.setDeviceInterval(deviceId, intervalMs);
  }

  async addCredential(
    credential: Parameters<TenantCatalog["addCredential"]>[0],
  ): Promise<DeviceCredential> {
    const added = await this.#inner.addCredential(credential);
    const subject = subjectOf("credential", { id: added.id, name: null });
    await this.#note("credential.added", subject, credentialFields(added));
    return added;
  }

  async revokeCredential(id: Id): Promise<void> {
    await this.#inner.revokeCredential(id);
    await this.#note("credential.revoked", subjectOf("credential", { id, name: null }), null);
  }

  async addUser(user: Parameters<TenantCatalog["addUser"]>[0]): Promise<User> {
    const added = await this.#inner.addUser(user);
    const subject = subjectOf("user", { id: added.id, name: added.email });
    await this.#note("user.added", subject, userFields(added));
    return added;
  }

  async #note(
    action: Parameters<AuditTrail["note"]>[1]["action"],
    subject: ReturnType<typeof subjectOf>,
    after: ReturnType<typeof userFields> | null,
  ): Promise<void> {
    const { trail, actor } = this.#by;
    await trail.note(this.#scope, { actor, action, subject, after });
  }
}
