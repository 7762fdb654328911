import type { Catalog, Clock, Id, TenantScope } from "@solarmon/core";
import { type KnownDevice, knownDevices } from "../check/known-device.ts";

export interface DirectoryLimits {
  readonly directoryMaxAgeMs: number;
  readonly directoryMissMs: number;
}

/**
 * The devices of one plant as of a moment ago. Read again in the background once it is old, and at once when an
 * unknown device is named, but not for each of a flood of unknown names.
 */
export class PlantDirectory {
  devices: ReadonlyMap<Id, KnownDevice> = new Map();
  readonly #catalog: Catalog;
  readonly #clock: Clock;
  readonly #limits: DirectoryLimits;
  readonly #scope: TenantScope;
  readonly #plantId: Id;
  #loadedAt = Number.NEGATIVE_INFINITY;
  #load: Promise<void> | null = null;

  constructor(
    catalog: Catalog,
    clock: Clock,
    limits: DirectoryLimits,
    scope: TenantScope,
    plantId: Id,
  ) {
    this.#catalog = catalog;
    this.#clock = clock;
    this.#limits = limits;
    this.#scope = scope;
    this.#plantId = plantId;
  }

  /** Whether `devices` may be used now. Starts a refresh when they are old; too old ones may not be used. */
  isUsable(): boolean {
    const ageMs = this.#clock.now() - this.#loadedAt;
    if (ageMs < this.#limits.directoryMaxAgeMs) return true;
    if (ageMs >= 2 * this.#limits.directoryMaxAgeMs) return false;
    this.refresh().catch(() => undefined); // whoever needs it will try, and hear of it
    return true;
  }

  /** How long to wait before the directory may be read again for an unknown device [ms]. */
  missDelayMs(): number {
    const ageMs = this.#clock.now() - this.#loadedAt;
    return Math.max(
      0,
      Math.min(this.#limits.directoryMissMs, this.#limits.directoryMissMs - ageMs),
    );
  }

  /** Reads the directory; calls at the same time share one read. */
  async refresh(): Promise<void> {
    this.#load ??= this.#read().finally(() => (this.#load = null));
    await this.#load;
  }

  /** Reads the directory, not before now: a read under way may have missed a new device. */
  async refreshAnew(): Promise<void> {
    await this.#load?.catch(() => undefined);
    await this.refresh();
  }

  async #read(): Promise<void> {
    const startedAt = this.#clock.now();
    const tenant = this.#catalog.forTenant(this.#scope);
    const [plant, devices] = await Promise.all([
      tenant.plant(this.#plantId),
      tenant.devices(this.#plantId),
    ]);
    const previous = this.devices;
    const known = knownDevices(plant, plant ? devices : []);
    for (const device of known.values()) device.shape = previous.get(device.id)?.shape ?? null;
    this.devices = known;
    this.#loadedAt = startedAt;
  }
}
