import {
  type Clock,
  type Device,
  type DeviceCredential,
  type Id,
  type Instant,
  newId,
  type Plant,
  SolarmonError,
  type Tenant,
  type TenantCatalog,
  type User,
} from "@solarmon/core";
import { sql } from "kysely";
import type { CatalogDatabase } from "./database.ts";
import { toPlant, toPlantRow } from "./plant-row.ts";

/** What one tenant owns. Every query names the tenant; composite keys hold the same in the database. */
export class SqliteTenantCatalog implements TenantCatalog {
  readonly #database: CatalogDatabase;
  readonly #tenantId: Id;
  readonly #clock: Clock;

  constructor(database: CatalogDatabase, tenantId: Id, clock: Clock) {
    this.#database = database;
    this.#tenantId = tenantId;
    this.#clock = clock;
  }

  tenant(): Promise<Tenant | undefined> {
    const tenants = this.#database.kysely.selectFrom("tenants").selectAll();
    return this.#database.run(tenants.where("id", "=", this.#tenantId).executeTakeFirst());
  }

  async plants(): Promise<readonly Plant[]> {
    const query = this.#plants.orderBy("createdAt").orderBy(sql`rowid`);
    return (await this.#database.run(query.execute())).map(toPlant);
  }

  async plant(id: Id): Promise<Plant | undefined> {
    const query = this.#plants.where("id", "=", id);
    const row = await this.#database.run(query.executeTakeFirst());
    return row && toPlant(row);
  }

  async addPlant(plant: Omit<Plant, "id" | "tenantId" | "createdAt">): Promise<Plant> {
    const added = { ...plant, ...this.#head() };
    const insert = this.#database.kysely.insertInto("plants").values(toPlantRow(added));
    await this.#database.run(insert.execute(), {
      conflict: `there is a plant named ${plant.name}. Choose another name.`,
      notFound: "there is no such tenant",
    });
    return added;
  }

  devices(plantId: Id): Promise<readonly Device[]> {
    const query = this.#devices.where("plantId", "=", plantId);
    return this.#database.run(
      query
        .orderBy("createdAt")
        .orderBy(sql`rowid`)
        .execute(),
    );
  }

  device(id: Id): Promise<Device | undefined> {
    return this.#database.run(this.#devices.where("id", "=", id).executeTakeFirst());
  }

  async addDevice(device: Omit<Device, "id" | "tenantId" | "createdAt">): Promise<Device> {
    const added = { ...device, ...this.#head() };
    const insert = this.#database.kysely.insertInto("devices").values(added);
    await this.#database.run(insert.execute(), {
      conflict: `the plant has a device named ${device.name}. Choose another name.`,
      notFound: `there is no plant ${device.plantId}, or no parent device of that id`,
    });
    return added;
  }

  async setDeviceInterval(deviceId: Id, intervalMs: number): Promise<void> {
    const update = this.#database.kysely.updateTable("devices").set({ intervalMs });
    const own = update.where("tenantId", "=", this.#tenantId).where("id", "=", deviceId);
    const { numUpdatedRows } = await this.#database.run(own.executeTakeFirst());
    if (numUpdatedRows === 0n)
      throw new SolarmonError("not_found", `there is no device ${deviceId}`);
  }

  async addCredential(
    credential: Pick<DeviceCredential, "plantId" | "deviceId" | "secretHash">,
  ): Promise<DeviceCredential> {
    const added = { ...credential, ...this.#head(), revokedAt: null };
    const insert = this.#database.kysely.insertInto("credentials").values(added);
    await this.#database.run(insert.execute(), {
      notFound: `there is no plant ${credential.plantId}, or it has no such device`,
    });
    return added;
  }

  async revokeCredential(id: Id): Promise<void> {
    const revokedAt = this.#clock.now();
    const update = this.#database.kysely
      .updateTable("credentials")
      .set((expression) => ({
        revokedAt: expression.fn.coalesce("revokedAt", expression.val(revokedAt)),
      }))
      .where("tenantId", "=", this.#tenantId)
      .where("id", "=", id);
    const { numUpdatedRows } = await this.#database.run(update.executeTakeFirst());
    if (numUpdatedRows === 0n) throw new SolarmonError("not_found", `there is no credential ${id}`);
  }

  async addUser(user: Pick<User, "email" | "role" | "passwordHash">): Promise<User> {
    const added = { ...user, email: user.email.toLowerCase(), ...this.#head() };
    const insert = this.#database.kysely.insertInto("users").values(added);
    await this.#database.run(insert.execute(), {
      conflict: "someone has that e-mail address",
      notFound: "there is no such tenant",
    });
    return added;
  }

  get #plants() {
    const plants = this.#database.kysely.selectFrom("plants").selectAll();
    return plants.where("tenantId", "=", this.#tenantId);
  }

  get #devices() {
    const devices = this.#database.kysely.selectFrom("devices").selectAll();
    return devices.where("tenantId", "=", this.#tenantId);
  }

  #head(): { id: Id; tenantId: Id; createdAt: Instant } {
    return { id: newId(), tenantId: this.#tenantId, createdAt: this.#clock.now() };
  }
}
