import {
  type Clock,
  type Device,
  type DeviceCredential,
  type Id,
  type Instant,
  isId,
  newId,
  type Plant,
  SolarmonError,
  type Tenant,
  type TenantCatalog,
  type TenantScope,
  type User,
} from "@solarmon/core";
import type { Database } from "../database/database.ts";
import type { Compilable } from "../database/session.ts";
import { toDevice, toPlant, toTenant } from "./rows.ts";

/** What one tenant owns. No query names the tenant: its transaction does, and the database holds to it. */
export class PostgresTenantCatalog implements TenantCatalog {
  readonly #database: Database;
  readonly #scope: TenantScope;
  readonly #clock: Clock;

  constructor(database: Database, scope: TenantScope, clock: Clock) {
    this.#database = database;
    this.#scope = scope;
    this.#clock = clock;
  }

  async tenant(): Promise<Tenant | undefined> {
    const query = this.#queries.selectFrom("tenants").selectAll();
    const [row] = await this.#database.asTenant(this.#scope, (session) => session.run(query));
    return row && toTenant(row);
  }

  async plants(): Promise<readonly Plant[]> {
    const query = this.#queries.selectFrom("plants").selectAll().orderBy("number");
    const rows = await this.#database.asTenant(this.#scope, (session) => session.run(query));
    return rows.map(toPlant);
  }

  async plant(id: Id): Promise<Plant | undefined> {
    if (!isId(id)) return undefined;
    const query = this.#queries.selectFrom("plants").selectAll().where("id", "=", id);
    const [row] = await this.#database.asTenant(this.#scope, (session) => session.run(query));
    return row && toPlant(row);
  }

  async addPlant(plant: Omit<Plant, "id" | "tenantId" | "createdAt">): Promise<Plant> {
    const added: Plant = { ...plant, ...this.#head() };
    const row = { ...added, arrays: JSON.stringify(added.arrays) };
    const insert = this.#queries.insertInto("plants").values(row);
    await this.#database.asTenant(this.#scope, (session) => session.run(insert), {
      conflict: `there is a plant named ${plant.name}. Choose another name.`,
      notFound: "there is no such tenant",
    });
    return added;
  }

  async devices(plantId: Id): Promise<readonly Device[]> {
    if (!isId(plantId)) return [];
    const devices = this.#queries.selectFrom("devices").selectAll();
    const query = devices.where("plantId", "=", plantId).orderBy("number");
    const rows = await this.#database.asTenant(this.#scope, (session) => session.run(query));
    return rows.map(toDevice);
  }

  async device(id: Id): Promise<Device | undefined> {
    if (!isId(id)) return undefined;
    const query = this.#queries.selectFrom("devices").selectAll().where("id", "=", id);
    const [row] = await this.#database.asTenant(this.#scope, (session) => session.run(query));
    return row && toDevice(row);
  }

  async addDevice(device: Omit<Device, "id" | "tenantId" | "createdAt">): Promise<Device> {
    const added: Device = { ...device, ...this.#head() };
    const insert = this.#queries.insertInto("devices").values(added);
    await this.#database.asTenant(this.#scope, (session) => session.run(insert), {
      conflict: `the plant has a device named ${device.name}. Choose another name.`,
      notFound: `there is no plant ${device.plantId}, or no parent device of that id`,
    });
    return added;
  }

  async setDeviceInterval(deviceId: Id, intervalMs: number): Promise<void> {
    const update = this.#queries.updateTable("devices").set({ intervalMs });
    await this.#change(deviceId, "device", update.where("id", "=", deviceId));
  }

  async addCredential(
    credential: Pick<DeviceCredential, "plantId" | "deviceId" | "secretHash">,
  ): Promise<DeviceCredential> {
    const added: DeviceCredential = { ...credential, ...this.#head(), revokedAt: null };
    const insert = this.#queries.insertInto("credentials").values(added);
    await this.#database.asTenant(this.#scope, (session) => session.run(insert), {
      notFound: `there is no plant ${credential.plantId}, or it has no such device`,
    });
    return added;
  }

  async revokeCredential(id: Id): Promise<void> {
    const revokedAt = this.#clock.now();
    const update = this.#queries.updateTable("credentials").set((expression) => ({
      revokedAt: expression.fn.coalesce("revokedAt", expression.val(revokedAt)),
    }));
    await this.#change(id, "credential", update.where("id", "=", id));
  }

  async addUser(user: Pick<User, "email" | "role" | "passwordHash">): Promise<User> {
    const added: User = { ...user, email: user.email.toLowerCase(), ...this.#head() };
    const insert = this.#queries.insertInto("users").values(added);
    await this.#database.asTenant(this.#scope, (session) => session.run(insert), {
      conflict: "someone has that e-mail address",
      notFound: "there is no such tenant",
    });
    return added;
  }

  get #queries() {
    return this.#database.queries;
  }

  async #change(id: Id, what: string, query: Compilable): Promise<void> {
    const changed = isId(id)
      ? await this.#database.asTenant(this.#scope, (session) => session.count(query))
      : 0;
    if (changed === 0) throw new SolarmonError("not_found", `there is no ${what} ${id}`);
  }

  #head(): { id: Id; tenantId: Id; createdAt: Instant } {
    return { id: newId(), tenantId: this.#scope.tenantId, createdAt: this.#clock.now() };
  }
}
