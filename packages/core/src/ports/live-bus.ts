import type { TenantScope } from "../authority.ts";
import type { Id } from "../ids.ts";
import type { Instant } from "../time.ts";
import type { CallOptions } from "./call.ts";
import type { LatestReading } from "./reading-store.ts";

/** What changed in one plant. */
export interface PlantUpdate {
  readonly plantId: Id;
  /** Newest measured time among the devices. */
  readonly measuredAt: Instant;
  /** AC power of the plant [W], sum over its inverters with a fresh reading; `null` when none is fresh. */
  readonly powerW: number | null;
  /** Newest readings of the devices that changed. */
  readonly devices: readonly LatestReading[];
}

/** Opaque place in a plant's updates; give it back to go on from there. */
export type LiveCursor = string;

export interface LiveEvent {
  readonly cursor: LiveCursor;
  readonly update: PlantUpdate;
  /**
   * `true` on the first event after a subscription whose cursor was too old or unknown: read a new snapshot. May come
   * at once, before anything is published, and then carry no devices, no power and `measuredAt` 0.
   */
  readonly missed?: boolean;
}

export interface LiveSubscription extends CallOptions {
  readonly plantId: Id;
  /** Go on after this cursor. Without one: from now. */
  readonly after?: LiveCursor;
}

export interface LivePublisher {
  publish(scope: TenantScope, updates: readonly PlantUpdate[]): Promise<void>;
}

export interface LiveSubscriber {
  /** Updates in order, from the call on; ends when the signal fires. A slow reader gets newest-wins coalescing per device, never unbounded memory. */
  subscribe(scope: TenantScope, subscription: LiveSubscription): AsyncIterable<LiveEvent>;
  /** Cursor of the newest update of the plant, to pair with a snapshot read after it. */
  cursor(scope: TenantScope, plantId: Id): Promise<LiveCursor>;
}

/** Publish and subscribe per tenant and plant. Checked by `testLiveBus`. */
export interface LiveBus extends LivePublisher, LiveSubscriber {}
