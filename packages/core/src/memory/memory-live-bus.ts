import type { TenantScope } from "../authority.ts";
import { newId, type Id } from "../ids.ts";
import type {
  LiveBus,
  LiveCursor,
  LiveEvent,
  LiveSubscription,
  PlantUpdate,
} from "../ports/live-bus.ts";
import { followRing, type RingPlace } from "./follow-ring.ts";
import { ownUpdate } from "./own-update.ts";
import type { PlantRing } from "./plant-ring.ts";
import { PlantRings } from "./plant-rings.ts";

export interface MemoryLiveBusOptions {
  /** Updates of one plant that a cursor can reach back. Default 1,000. */
  readonly maxUpdatesPerPlant?: number;
  /** The same in readings. Default 10,000. */
  readonly maxReadingsPerPlant?: number;
  /** Readings kept over all plants. Default 200,000 (about 45 MB). */
  readonly maxReadings?: number;
  /** Plants kept that nobody is subscribed to now. Default 10,000. */
  readonly maxPlants?: number;
  /** Updates a subscriber may lag behind before they become one. Default 16. */
  readonly maxLag?: number;
}

/**
 * {@link LiveBus} of one process: what the embedded server uses.
 *
 * Only plants that somebody watches are kept (a cursor was asked for, or a subscription made), so publishing costs
 * next to nothing elsewhere. Cursors carry the epoch of the bus: those of an earlier process are known as missed.
 */
export class MemoryLiveBus implements LiveBus {
  readonly #epoch = newId().slice(0, 8);
  readonly #maxLag: number;
  readonly #rings: PlantRings;
  /** Of the last update, over all plants: so a dropped ring cannot make an old cursor look new. */
  #sequence = 0;

  constructor(options: MemoryLiveBusOptions = {}) {
    this.#maxLag = options.maxLag ?? 16;
    this.#rings = new PlantRings({
      maxUpdatesPerPlant: options.maxUpdatesPerPlant ?? 1_000,
      maxReadingsPerPlant: options.maxReadingsPerPlant ?? 10_000,
      maxReadings: options.maxReadings ?? 200_000,
      maxPlants: options.maxPlants ?? 10_000,
    });
  }

  async publish(scope: TenantScope, updates: readonly PlantUpdate[]): Promise<void> {
    for (const update of updates) {
      this.#sequence += 1;
      const ring = this.#rings.peek(scope, update.plantId);
      if (ring) this.#rings.add(ring, { sequence: this.#sequence, update: ownUpdate(update) });
    }
  }

  async cursor(scope: TenantScope, plantId: Id): Promise<LiveCursor> {
    this.#rings.use(scope, plantId, this.#sequence);
    return this.#cursorOf(this.#sequence);
  }

  /** Starts at the call, not at the first `next()`, so nothing published in between is lost. */
  subscribe(scope: TenantScope, subscription: LiveSubscription): AsyncIterable<LiveEvent> {
    const ring = this.#rings.use(scope, subscription.plantId, this.#sequence);
    return this.#events(scope, subscription, this.#placeOf(subscription.after, ring));
  }

  #placeOf(after: LiveCursor | undefined, ring: PlantRing): Place {
    const now = { sequence: this.#sequence, backlogEnd: this.#sequence };
    if (after === undefined) return { ...now, isMissed: false };
    const sequence = Number(after.slice(this.#epoch.length + 1));
    const isKnown =
      after === this.#cursorOf(sequence) &&
      sequence >= ring.completeAfter &&
      sequence <= this.#sequence;
    return isKnown ? { ...now, sequence, isMissed: false } : { ...now, isMissed: true };
  }

  async *#events(
    scope: TenantScope,
    { plantId, signal }: LiveSubscription,
    place: Place,
  ): AsyncIterable<LiveEvent> {
    const ring = this.#rings.use(scope, plantId, this.#sequence); // dropped since, when idle for long
    const wake = (): void => ring.wake();
    signal?.addEventListener("abort", wake);
    ring.subscribers += 1;
    try {
      if (place.isMissed) yield this.#missed(ring, plantId, place.sequence);
      yield* followRing({
        ring,
        place,
        maxLag: this.#maxLag,
        cursorOf: (sequence) => this.#cursorOf(sequence),
        isEnded: () => signal?.aborted === true,
      });
    } finally {
      ring.subscribers -= 1;
      signal?.removeEventListener("abort", wake);
    }
  }

  #missed(ring: PlantRing, plantId: Id, sequence: number): LiveEvent {
    const nothing: PlantUpdate = { plantId, measuredAt: 0, powerW: null, devices: [] };
    const update = ring.coalesced(0)?.update ?? nothing;
    return { cursor: this.#cursorOf(sequence), update, missed: true };
  }

  #cursorOf(sequence: number): LiveCursor {
    return `${this.#epoch}.${sequence}`;
  }
}

interface Place extends RingPlace {
  readonly isMissed: boolean;
}
