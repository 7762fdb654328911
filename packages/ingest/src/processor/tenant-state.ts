import {
  calendarOf,
  type Clock,
  type Envelope,
  type Id,
  type Instant,
  type LatestCache,
  type ReadingStore,
  type RollupStore,
  SECOND_MS,
  SolarmonError,
  type TenantCatalog,
  type TenantReadings,
  type TenantRollups,
  type TenantScope,
} from "@solarmon/core";
import { scopeOf } from "@solarmon/core/authority";
import { powerLimitW } from "../energy/power-limit.ts";
import { DeviceRollups } from "./device-rollups.ts";
import { PlantState } from "./plant-state.ts";
import { producersOf } from "./producers.ts";
import { recentPowers } from "./recent-power.ts";

/** Changes of plants and devices are seen after so long, new devices of a known plant sooner. */
const RELOAD_MS = 60 * SECOND_MS;
const RELOAD_FOR_NEW_DEVICE_MS = SECOND_MS;

/** What the processor needs of the catalogue; it may sit in another thread. */
export interface ProcessorCatalog {
  forTenant(scope: TenantScope): Pick<TenantCatalog, "plant" | "devices" | "setDeviceInterval">;
}

export interface TenantStateOptions {
  readonly readings: ReadingStore;
  readonly rollups: RollupStore;
  readonly latest: LatestCache;
  readonly catalog: ProcessorCatalog;
  readonly clock: Clock;
}

/** What the processor keeps of one tenant. */
export class TenantState {
  readonly scope: TenantScope;
  readonly readings: TenantReadings;
  readonly rollups: TenantRollups;
  readonly devices: Map<Id, DeviceRollups> = new Map();
  readonly #plants = new Map<Id, PlantState>();
  readonly #options: TenantStateOptions;

  constructor(tenantId: Id, options: TenantStateOptions) {
    this.scope = scopeOf(tenantId);
    this.readings = options.readings.forTenant(this.scope);
    this.rollups = options.rollups.forTenant(this.scope);
    this.#options = options;
  }

  /** The plant of an envelope for which nothing has to be loaded. */
  known({ plantId, readings }: Envelope): PlantState | undefined {
    const plant = this.#plants.get(plantId);
    if (!plant || this.#isOld(plant, readings)) return undefined;
    return readings.every(({ deviceId }) => this.devices.has(deviceId)) ? plant : undefined;
  }

  /**
   * Gets ready what the envelope speaks of. To be called before its readings are stored: it asks the store for the
   * newest reading of devices that were not seen before.
   *
   * @throws `not_found` when the tenant has no such plant
   */
  async prepare({ plantId, readings }: Envelope): Promise<PlantState> {
    let plant = this.#plants.get(plantId);
    if (!plant || this.#isOld(plant, readings)) {
      plant = await this.#load(plantId, plant);
      this.#plants.set(plantId, plant);
    }
    const unseen = new Set<Id>();
    for (const { deviceId } of readings) if (!this.devices.has(deviceId)) unseen.add(deviceId);
    if (unseen.size > 0) await this.#meet([...unseen], plant);
    return plant;
  }

  /** Lets go of devices without pending rows while there are more than `maxDevices`. */
  dropQuiet(maxDevices: number): void {
    if (this.devices.size <= maxDevices) return;
    for (const [deviceId, { pending }] of this.devices) {
      if (this.devices.size <= maxDevices) return;
      if (pending === 0) this.devices.delete(deviceId);
    }
  }

  #isOld(plant: PlantState, readings: Envelope["readings"]): boolean {
    const ageMs = this.#options.clock.now() - plant.loadedAt;
    if (ageMs < RELOAD_FOR_NEW_DEVICE_MS) return false;
    return ageMs > RELOAD_MS || readings.some(({ deviceId }) => !plant.devices.has(deviceId));
  }

  async #load(plantId: Id, before: PlantState | undefined): Promise<PlantState> {
    const catalog = this.#options.catalog.forTenant(this.scope);
    const plant = await catalog.plant(plantId);
    if (!plant)
      throw new SolarmonError(
        "not_found",
        `no plant ${plantId}: its readings cannot be rolled up without a time zone`,
      );
    const devices = await catalog.devices(plantId);
    const state = new PlantState(plant, devices, this.#options.clock.now(), before);
    if (!before) await this.#warm(state);
    for (const { id, intervalMs } of devices)
      if (intervalMs !== null) this.devices.get(id)?.knowInterval(intervalMs);
    return state;
  }

  async #warm(plant: PlantState): Promise<void> {
    const newest = await this.readings.latest([...plant.devices.keys()]);
    const newestAt = newest.reduce((at, { measuredAt }) => Math.max(at, measuredAt), 0);
    const producers = producersOf([...plant.devices.values()]);
    for (const reading of await recentPowers(this.readings, producers, newest, newestAt))
      plant.note(reading);
    for (const reading of newest) plant.note(reading);
    await this.#options.latest.put(this.scope, newest);
  }

  async #meet(deviceIds: readonly Id[], plant: PlantState): Promise<void> {
    const newest = await this.readings.latest(deviceIds);
    const newestAt = new Map<Id, Instant>(newest.map((l) => [l.deviceId, l.measuredAt]));
    const calendar = calendarOf(plant.plant.timeZone);
    for (const deviceId of deviceIds) {
      const device = plant.devices.get(deviceId);
      const rollups = new DeviceRollups({
        deviceId,
        calendar,
        ratedPowerW: powerLimitW(device, plant.plant),
        intervalMs: device?.intervalMs ?? null,
        newestAt: newestAt.get(deviceId) ?? Number.NEGATIVE_INFINITY,
      });
      this.devices.set(deviceId, rollups);
    }
  }
}
