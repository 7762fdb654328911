import type { TenantScope } from "../authority.ts";
import type { Id } from "../ids.ts";
import type { LatestCache } from "../ports/latest-cache.ts";
import type { LatestReading } from "../ports/reading-store.ts";

export interface MemoryLatestCacheOptions {
  /** Most devices held, over all tenants; above it the device that was seen first goes. Default 1,000,000. */
  readonly maxDevices?: number;
}

/** A device's slot owns its bytes: given readings are often views into large buffers that must not be kept alive. */
interface Slot {
  measuredAt: number;
  receivedAt: number;
  bytes: Uint8Array;
  length: number;
}

function fill(slot: Slot, reading: LatestReading): void {
  const { packed } = reading;
  if (slot.bytes.length < packed.length) slot.bytes = new Uint8Array(packed.length);
  slot.bytes.set(packed);
  slot.length = packed.length;
  slot.measuredAt = reading.measuredAt;
  slot.receivedAt = reading.receivedAt;
}

/** Whether `reading` is not older: by measured time, then by received time. */
function isCurrent(reading: LatestReading, slot: Slot): boolean {
  if (reading.measuredAt !== slot.measuredAt) return reading.measuredAt > slot.measuredAt;
  return reading.receivedAt >= slot.receivedAt;
}

/** {@link LatestCache} of one process: what the embedded server uses. Steady state allocates nothing per reading. */
export class MemoryLatestCache implements LatestCache {
  readonly #maxDevices: number;
  readonly #tenants = new Map<Id, Map<Id, Slot>>();
  #devices = 0;

  constructor(options: MemoryLatestCacheOptions = {}) {
    this.#maxDevices = options.maxDevices ?? 1_000_000;
  }

  async put(scope: TenantScope, readings: readonly LatestReading[]): Promise<void> {
    let slots = this.#tenants.get(scope.tenantId);
    if (!slots) this.#tenants.set(scope.tenantId, (slots = new Map()));
    for (const reading of readings) {
      const slot = slots.get(reading.deviceId);
      if (!slot) this.#add(slots, reading);
      else if (isCurrent(reading, slot)) fill(slot, reading);
    }
  }

  async get(scope: TenantScope, deviceIds: readonly Id[]): Promise<readonly LatestReading[]> {
    const slots = this.#tenants.get(scope.tenantId);
    return deviceIds.flatMap((deviceId): LatestReading[] => {
      const slot = slots?.get(deviceId);
      if (!slot) return [];
      const { measuredAt, receivedAt } = slot;
      return [{ deviceId, measuredAt, receivedAt, packed: slot.bytes.slice(0, slot.length) }];
    });
  }

  async deleteTenant(scope: TenantScope): Promise<void> {
    this.#devices -= this.#tenants.get(scope.tenantId)?.size ?? 0;
    this.#tenants.delete(scope.tenantId);
  }

  #add(slots: Map<Id, Slot>, reading: LatestReading): void {
    if (this.#devices >= this.#maxDevices) this.#dropOne(slots);
    const slot = { measuredAt: 0, receivedAt: 0, bytes: new Uint8Array(), length: 0 };
    fill(slot, reading);
    slots.set(reading.deviceId, slot);
    this.#devices += 1;
  }

  /** Drops from the tenant that adds, so that one tenant's devices cannot push out another's. */
  #dropOne(adding: Map<Id, Slot>): void {
    const slots = adding.size > 0 ? adding : [...this.#tenants.values()].find((s) => s.size > 0);
    const oldest = slots?.keys().next().value;
    if (slots && oldest !== undefined && slots.delete(oldest)) this.#devices -= 1;
  }
}
