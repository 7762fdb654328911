import type { TenantScope } from "../authority.ts";
import type { Id } from "../ids.ts";
import type { Envelope, PackedReading, Source } from "../reading.ts";
import type { Instant, Span } from "../time.ts";
import type { CallOptions } from "./call.ts";

/**
 * - `stored` new · `duplicate` says nothing new · `replaced` changed what was stored, the old value stays in the
 *   history · `outranked` kept in the history only, since what is stored has a higher rank or was received later
 */
export type AppendVerdict = "stored" | "duplicate" | "replaced" | "outranked";

export interface AppendResult {
  /** One per reading of the envelope, in order. */
  readonly verdicts: readonly AppendVerdict[];
  /**
   * Indexes of readings whose intervals must be recomputed from the store: replaced ones, and those of a delivery
   * that was stored before (same received time), whose effects may have been lost in a crash.
   */
  readonly touched: readonly number[];
}

export interface ReadingQuery {
  readonly deviceIds: readonly Id[];
  /** Point names. Empty: all that exist. */
  readonly points: readonly string[];
  readonly span: Span;
}

/** Columns of one device, ascending in time. All arrays have the same length. */
export interface ReadingColumns {
  readonly deviceId: Id;
  readonly measuredAt: Float64Array;
  /** In the point's unit, `NaN` where missing. A point without any value in the page may be absent. */
  readonly values: Readonly<Record<string, Float64Array>>;
  readonly quality: Uint8Array;
}

/** One version of a reading, as it came. */
export interface ReadingVersion {
  readonly reading: PackedReading;
  readonly receivedAt: Instant;
  readonly source: Source;
}

export interface LatestReading {
  readonly deviceId: Id;
  readonly measuredAt: Instant;
  readonly receivedAt: Instant;
  readonly packed: Uint8Array;
}

/** The readings of one tenant. */
export interface TenantReadings {
  /**
   * Stores what is new; durable when it resolves. Identity is (device, measuredAt); per point the value with the
   * higher source rank wins, then the later received. `null` never replaces a value. Any order of arrival gives
   * the same answer (see `compareVersions` and `foldVersions`).
   *
   * @throws `invalid_argument` when an envelope belongs to another tenant; then nothing is written
   */
  append(envelopes: readonly Envelope[], options?: CallOptions): Promise<readonly AppendResult[]>;
  /**
   * Readings of `[start, end)` in pages of one device and at most 100,000 readings, devices in the asked order, times
   * ascending.
   */
  read(query: ReadingQuery, options?: CallOptions): AsyncIterable<ReadingColumns>;
  /** Every version that was stored for that identity, the winning order last; empty if there is none. */
  history(deviceId: Id, measuredAt: Instant): Promise<readonly ReadingVersion[]>;
  /** The newest reading of each asked device that has one. */
  latest(deviceIds: readonly Id[]): Promise<readonly LatestReading[]>;
}

export interface ReadingStoreCapabilities {
  /** Whether values that were replaced can be read back by `history`. */
  readonly history: boolean;
}

/** Keeps readings and answers for spans of them. Checked by `testReadingStore`. */
export interface ReadingStore {
  readonly capabilities: ReadingStoreCapabilities;
  forTenant(scope: TenantScope): TenantReadings;
  /** Removes every reading of the tenant, for good. */
  deleteTenant(scope: TenantScope): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}
