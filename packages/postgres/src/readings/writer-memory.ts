import type { Id, Instant, Source } from "@solarmon/core";

/** Over this many devices in all tenants everything is forgotten: about 100 MB. */
const MAX_DEVICES = 300_000;

/** What a writer remembers of a device. */
export interface DeviceMemory {
  /** No reading of it is later than this, whoever wrote it; `-Infinity` when it has none. */
  lastAt: Instant;
  /** Slot of the newest reading, as it is on disk. */
  lastSlot: number;
  /** UTC days that have hot rows. */
  hotDays: ReadonlySet<number>;
}

/** What a writer remembers of a tenant; true while `epoch` and `changes` are those of `reading_tenants`. */
export interface TenantMemory {
  readonly epoch: string;
  changes: number;
  readonly devices: Map<Id, DeviceMemory>;
  readonly sources: Map<number, Source>;
  /** By rank and name, see `sourceKey`. */
  readonly sourceNumbers: Map<string, number>;
}

/** Saves a look-up for every reading that is newer than all of its device. Bounded. */
export class WriterMemory {
  readonly #tenants = new Map<Id, TenantMemory>();

  /** What is remembered, true or not. */
  guess(tenantId: Id): TenantMemory | undefined {
    return this.#tenants.get(tenantId);
  }

  /** What is remembered, if it is still true; else something new and empty. */
  of(tenantId: Id, epoch: string, changes: number): TenantMemory {
    const held = this.#tenants.get(tenantId);
    if (held?.epoch === epoch && held.changes === changes) return held;
    const fresh: TenantMemory = {
      epoch,
      changes,
      devices: new Map(),
      sources: new Map(),
      sourceNumbers: new Map(),
    };
    this.#tenants.set(tenantId, fresh);
    return fresh;
  }

  forget(tenantId: Id): void {
    this.#tenants.delete(tenantId);
  }

  /** Call it now and then: forgets everything when it has become too much. */
  trim(): void {
    let devices = 0;
    for (const tenant of this.#tenants.values()) devices += tenant.devices.size;
    if (devices > MAX_DEVICES) this.#tenants.clear();
  }
}

export function sourceKey({ rank, name }: Source): string {
  return `${rank} ${name}`;
}
