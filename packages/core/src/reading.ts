import type { Id } from "./ids.ts";
import type { Instant } from "./time.ts";

/** Value per point name in the point's unit. `null` is missing; `0` is a measurement. */
export type PointValues = Readonly<Record<string, number | null>>;

/** How far a reading can be trusted; higher is worse. */
export const QUALITY = { good: 0, estimated: 1, doubtful: 2, manual: 3 } as const;
/** One of {@link QUALITY}, 0–255. */
export type Quality = number;

/** What one device measured at one instant. */
export interface Reading {
  readonly deviceId: Id;
  readonly measuredAt: Instant;
  readonly values: PointValues;
  /** Default good. */
  readonly quality?: Quality;
}

/**
 * A checked reading in its stored form: values quantised to the resolution of their points and packed by
 * `packValues`. The same bytes travel through the stream into the store.
 */
export interface PackedReading {
  readonly deviceId: Id;
  readonly measuredAt: Instant;
  readonly quality: Quality;
  readonly packed: Uint8Array;
}

/** Which of two values for the same point and time wins: higher rank, then later received. */
export const SOURCE_RANK = { modelled: 0, live: 10, backfill: 20, import: 30, manual: 40 } as const;

/** Where readings came from. */
export interface Source {
  /** e.g. `mqtt`, `http`, `import`, `solaredge`. At most 64 characters. */
  readonly name: string;
  /** 0–255, see {@link SOURCE_RANK}. */
  readonly rank: number;
}

/** Readings of one plant that travel together; the stream's record. */
export interface Envelope {
  readonly tenantId: Id;
  readonly plantId: Id;
  readonly receivedAt: Instant;
  readonly source: Source;
  /** Set when the sender waits for the verdicts of the processor; names the waiter. */
  readonly replyTo?: string;
  readonly readings: readonly PackedReading[];
}
