import type { Device, DeviceKind, Id, Plant, TenantCatalog } from "@solarmon/core";
import { valueLimits, type ValueLimits } from "@solarmon/ingest";
import { newTimeTrack, type TimeTrack } from "./time-reader.ts";

/** A device as the import sees it. */
export interface ImportDevice {
  readonly id: Id;
  readonly name: string;
  readonly limits: ValueLimits;
  readonly track: TimeTrack;
  readonly isNew: boolean;
}

export interface ImportDevicesOptions {
  readonly catalog: TenantCatalog;
  readonly plant: Plant;
  readonly kind: DeviceKind;
  /** Usual time between rows of a device [ms], as learned from the file. */
  readonly intervalMs: number | null;
}

/** Devices of the plant by name. Those that the plant does not have yet are made when they first appear. */
export class ImportDevices {
  readonly #options: ImportDevicesOptions;
  readonly #existing: Map<string, Device>;
  readonly #used = new Map<string, ImportDevice>();

  static async open(options: ImportDevicesOptions): Promise<ImportDevices> {
    return new ImportDevices(options, await options.catalog.devices(options.plant.id));
  }

  private constructor(options: ImportDevicesOptions, existing: readonly Device[]) {
    this.#options = options;
    this.#existing = new Map(existing.map((device) => [device.name, device]));
  }

  /** Those that appeared, in the order in which they did. */
  used(): readonly ImportDevice[] {
    return [...this.#used.values()];
  }

  known(name: string): ImportDevice | undefined {
    return this.#used.get(name);
  }

  async use(name: string): Promise<ImportDevice> {
    const known = this.#used.get(name);
    if (known) return known;
    const existing = this.#existing.get(name);
    const device = existing ? await this.#learnInterval(existing) : await this.#add(name);
    const plantAcW = this.#options.plant.acKw === null ? null : this.#options.plant.acKw * 1000;
    const used: ImportDevice = {
      id: device.id,
      name,
      limits: valueLimits(device, plantAcW),
      track: newTimeTrack(),
      isNew: !existing,
    };
    this.#used.set(name, used);
    return used;
  }

  async #learnInterval(device: Device): Promise<Device> {
    const { catalog, intervalMs } = this.#options;
    if (device.intervalMs === null && intervalMs !== null)
      await catalog.setDeviceInterval(device.id, intervalMs);
    return device;
  }

  #add(name: string): Promise<Device> {
    const { catalog, plant, kind, intervalMs } = this.#options;
    return catalog.addDevice({
      plantId: plant.id,
      parentId: null,
      name,
      kind,
      ratedPowerW: null,
      intervalMs,
    });
  }
}
