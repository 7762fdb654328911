import type {
  Id,
  LatestCache,
  LatestReading,
  LivePublisher,
  PlantUpdate,
  TenantScope,
} from "@solarmon/core";
import type { TenantNews } from "./messages.ts";

interface PlantNews {
  readonly devices: Map<Id, LatestReading>;
  update: PlantUpdate;
}

interface Box {
  readonly latest: Map<Id, LatestReading>;
  readonly plants: Map<Id, PlantNews>;
}

/**
 * Carries latest readings and live updates to the main thread, one letter at a time: what comes while a letter is on
 * its way is put together, newest wins per device, so that a burst costs no more than there are devices.
 */
export class NewsOutbox implements LatestCache, LivePublisher {
  readonly #post: (tenants: readonly TenantNews[]) => void;
  #boxes = new Map<Id, Box>();
  #isOnItsWay = false;

  constructor(post: (tenants: readonly TenantNews[]) => void) {
    this.#post = post;
  }

  async put(scope: TenantScope, readings: readonly LatestReading[]): Promise<void> {
    const { latest } = this.#box(scope.tenantId);
    for (const reading of readings) keepNewest(latest, reading);
    this.#send();
  }

  async publish(scope: TenantScope, updates: readonly PlantUpdate[]): Promise<void> {
    const { plants } = this.#box(scope.tenantId);
    for (const update of updates) {
      const held = plants.get(update.plantId);
      const devices = held?.devices ?? new Map<Id, LatestReading>();
      for (const reading of update.devices) keepNewest(devices, reading);
      plants.set(update.plantId, { devices, update });
    }
    this.#send();
  }

  /** The main thread holds the cache. */
  async get(): Promise<readonly LatestReading[]> {
    return [];
  }

  async deleteTenant(): Promise<void> {}

  /** The main thread has taken the last letter. */
  taken(): void {
    this.#isOnItsWay = false;
    this.#send();
  }

  #box(tenantId: Id): Box {
    let box = this.#boxes.get(tenantId);
    if (!box) this.#boxes.set(tenantId, (box = { latest: new Map(), plants: new Map() }));
    return box;
  }

  #send(): void {
    if (this.#isOnItsWay || this.#boxes.size === 0) return;
    this.#isOnItsWay = true;
    // At the end of the step, so that latest readings and updates of one batch travel together.
    setImmediate(() => {
      const boxes = this.#boxes;
      this.#boxes = new Map();
      this.#post([...boxes].map(([tenantId, box]) => toNews(tenantId, box)));
    });
  }
}

function keepNewest(held: Map<Id, LatestReading>, reading: LatestReading): void {
  const before = held.get(reading.deviceId);
  if (!before || reading.measuredAt >= before.measuredAt) held.set(reading.deviceId, reading);
}

function toNews(tenantId: Id, { latest, plants }: Box): TenantNews {
  return {
    tenantId,
    latest: [...latest.values()].map(ownBytes),
    updates: [...plants.values()].map(({ update, devices }) => ({
      ...update,
      devices: [...devices.values()].map(ownBytes),
    })),
  };
}

/** Posting a view would copy the whole buffer below it. */
function ownBytes(reading: LatestReading): LatestReading {
  const { packed } = reading;
  const isWhole = packed.byteLength === packed.buffer.byteLength;
  return isWhole ? reading : { ...reading, packed: packed.slice() };
}
