import type { DecodedReading, DiscoveredSite } from "@solarmon/connectors-kit";
import {
  type Device,
  type DeviceKind,
  type Id,
  SolarmonError,
  type TenantCatalog,
} from "@solarmon/core";

type Named = Pick<DecodedReading, "deviceId" | "kind">;

/** Finds the catalogue's device for each of a vendor's: the one of the plant that is named by the vendor's key. */
export class VendorDevices {
  readonly #catalog: TenantCatalog;
  readonly #ids = new Map<Id, Map<string, Id>>();
  readonly #ratedPowersW = new Map<string, number>();

  constructor(catalog: TenantCatalog) {
    this.#catalog = catalog;
  }

  /** What a discovery tells of devices that are to be made later, when they send. */
  learn(sites: readonly DiscoveredSite[]): void {
    for (const { key: siteKey, devices } of sites)
      for (const { key, ratedPowerW } of devices)
        if (ratedPowerW !== undefined) this.#ratedPowersW.set(`${siteKey} ${key}`, ratedPowerW);
  }

  /** Ids by the vendor's keys; devices that are not there yet are made. */
  async idsOf(
    plantId: Id,
    siteKey: string,
    readings: readonly Named[],
  ): Promise<ReadonlyMap<string, Id>> {
    const known = this.#ids.get(plantId) ?? (await this.#load(plantId));
    for (const { deviceId: key, kind } of readings)
      if (!known.has(key)) known.set(key, await this.#make(plantId, siteKey, key, kind));
    return known;
  }

  async #load(plantId: Id): Promise<Map<string, Id>> {
    const devices = await this.#catalog.devices(plantId);
    const known = new Map(devices.map(({ name, id }) => [name, id]));
    this.#ids.set(plantId, known);
    return known;
  }

  async #make(plantId: Id, siteKey: string, name: string, kind: DeviceKind): Promise<Id> {
    const ratedPowerW = this.#ratedPowersW.get(`${siteKey} ${name}`) ?? null;
    const device = { plantId, parentId: null, name, kind, ratedPowerW, intervalMs: null };
    return (await this.#addOrFind(device)).id;
  }

  /** Another link, or a person, may have made it a moment ago. */
  async #addOrFind(device: Omit<Device, "id" | "tenantId" | "createdAt">): Promise<Device> {
    try {
      return await this.#catalog.addDevice(device);
    } catch (error) {
      if (!SolarmonError.is(error) || error.code !== "conflict") throw error;
      const devices = await this.#catalog.devices(device.plantId);
      const found = devices.find(({ name }) => name === device.name);
      if (!found) throw error;
      return found;
    }
  }
}
