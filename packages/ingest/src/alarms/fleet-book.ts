import type { Daylight } from "@solarmon/connectors-kit";
import { createDaylight } from "@solarmon/connectors-kit/daylight";
import {
  type Catalog,
  type Device,
  type Id,
  type Instant,
  type LatestCache,
  MINUTE_MS,
  type Plant,
  type ReadingStore,
  type TenantScope,
} from "@solarmon/core";
import { scopeOf } from "@solarmon/core/authority";
import { heardAt, type WatchedPlant } from "./watched.ts";

/** Plants and devices change seldom; readings that the cache does not hold are old. */
const REFRESH_MS = 5 * MINUTE_MS;

export interface FleetBookOptions {
  readonly catalog: Catalog;
  readonly latest: Pick<LatestCache, "get">;
  readonly readings: Pick<ReadingStore, "forTenant">;
}

interface KnownPlant {
  readonly plant: Plant;
  readonly devices: readonly Device[];
  readonly daylight: Daylight | null;
}

interface KnownTenant {
  readonly scope: TenantScope;
  readonly plants: readonly KnownPlant[];
  readonly deviceIds: readonly Id[];
  readonly heard: Map<Id, Instant>;
  loadedAt: Instant;
  storeAskedAt: Instant;
}

/** What the watch remembers of the fleet between two passes: no device is asked for by itself. */
export class FleetBook {
  readonly #options: FleetBookOptions;
  #tenants = new Map<Id, KnownTenant>();

  constructor(options: FleetBookOptions) {
    this.#options = options;
  }

  /** Ids of all tenants there are; others are forgotten. */
  async tenants(): Promise<readonly Id[]> {
    const ids = (await this.#options.catalog.tenants()).map(({ id }) => id);
    const there = new Set(ids);
    for (const id of this.#tenants.keys()) if (!there.has(id)) this.#tenants.delete(id);
    return ids;
  }

  /** A tenant's plants with when each device was last heard: a call or two for all of them. */
  async plants(tenantId: Id, now: Instant): Promise<readonly WatchedPlant[]> {
    const tenant = await this.#tenant(tenantId, now);
    await this.#listen(tenant, now);
    return tenant.plants.map(({ plant, devices, daylight }) => ({
      id: plant.id,
      name: plant.name,
      daylight,
      devices: devices.map(({ id, name, kind, intervalMs }) => ({
        id,
        name,
        kind,
        intervalMs,
        heardAt: tenant.heard.get(id) ?? null,
      })),
    }));
  }

  async #tenant(tenantId: Id, now: Instant): Promise<KnownTenant> {
    const known = this.#tenants.get(tenantId);
    if (known && Math.abs(now - known.loadedAt) < REFRESH_MS) return known;
    const scope = known?.scope ?? scopeOf(tenantId);
    const plants = await this.#loadPlants(scope, known);
    const deviceIds = plants.flatMap(({ devices }) => devices.map(({ id }) => id));
    const there = new Set(deviceIds);
    const heard = new Map([...(known?.heard ?? [])].filter(([id]) => there.has(id)));
    const storeAskedAt = known?.storeAskedAt ?? Number.NEGATIVE_INFINITY;
    const loaded = { scope, plants, deviceIds, heard, loadedAt: now, storeAskedAt };
    this.#tenants.set(tenantId, loaded);
    return loaded;
  }

  async #loadPlants(scope: TenantScope, before: KnownTenant | undefined): Promise<KnownPlant[]> {
    const own = this.#options.catalog.forTenant(scope);
    const known = new Map(before?.plants.map((one) => [one.plant.id, one]));
    const loaded: KnownPlant[] = [];
    for (const plant of await own.plants()) {
      const devices = await own.devices(plant.id);
      const last = known.get(plant.id);
      const isSamePlace = last !== undefined && isSame(last.plant, plant);
      loaded.push({ plant, devices, daylight: isSamePlace ? last.daylight : daylightOf(plant) });
    }
    return loaded;
  }

  async #listen(tenant: KnownTenant, now: Instant): Promise<void> {
    const { scope, deviceIds, heard } = tenant;
    const { latest, readings } = this.#options;
    const held = await latest.get(scope, deviceIds);
    for (const reading of held) heard.set(reading.deviceId, heardAt(reading));
    if (held.length === deviceIds.length) return;
    if (Math.abs(now - tenant.storeAskedAt) < REFRESH_MS) return;
    const seen = new Set(held.map(({ deviceId }) => deviceId));
    const missing = deviceIds.filter((id) => !seen.has(id));
    for (const reading of await readings.forTenant(scope).latest(missing))
      heard.set(reading.deviceId, heardAt(reading));
    tenant.storeAskedAt = now;
  }
}

function isSame(a: Plant, b: Plant): boolean {
  return a.latitudeDeg === b.latitudeDeg && a.longitudeDeg === b.longitudeDeg;
}

function daylightOf({ latitudeDeg, longitudeDeg, timeZone }: Plant): Daylight | null {
  if (latitudeDeg === null || longitudeDeg === null) return null;
  return createDaylight({ latitudeDeg, longitudeDeg }, timeZone);
}
