import type { Daylight } from "@solarmon/connectors-kit";
import type { DeviceKind, Id, Instant, Link } from "@solarmon/core";

/** A device as the watch knows it. */
export interface WatchedDevice {
  readonly id: Id;
  readonly name: string;
  readonly kind: DeviceKind;
  /** Usual time between readings [ms]; `null` while unknown. */
  readonly intervalMs: number | null;
  /** `null` when it has never sent anything. */
  readonly heardAt: Instant | null;
}

/** A plant as the watch knows it. */
export interface WatchedPlant {
  readonly id: Id;
  readonly name: string;
  readonly devices: readonly WatchedDevice[];
  /** `null` where nobody knows when the sun shines there. */
  readonly daylight: Daylight | null;
}

/** All that alarms of a tenant are judged by. */
export interface WatchedTenant {
  readonly tenantId: Id;
  readonly plants: readonly WatchedPlant[];
  readonly links: readonly Link[];
  /** Links that bring only the weather of plants: they say nothing of whether these are heard. */
  readonly weatherLinks: readonly Link[];
}

/**
 * When a device was last heard of, by its newest reading: a clock that is ahead must not hide silence, and a reading that
 * came late is no sign of life of now.
 */
export function heardAt(reading: {
  readonly measuredAt: Instant;
  readonly receivedAt: Instant;
}): Instant {
  return Math.min(reading.measuredAt, reading.receivedAt);
}
