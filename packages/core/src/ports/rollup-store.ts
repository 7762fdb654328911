import type { TenantScope } from "../authority.ts";
import type { Id } from "../ids.ts";
import type { Instant, Span } from "../time.ts";

/** `5m` five minutes · `1h` hour of the plant's local time · `1d` local day. */
export type Resolution = "5m" | "1h" | "1d";

/**
 * What a span of readings of one point comes to. Two of neighbouring spans merge into one of both, whatever the
 * split. Values in the point's unit.
 */
export interface PointRollup {
  /** Number of values (not null). */
  readonly count: number;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
  readonly first: number;
  readonly firstAt: Instant;
  readonly last: number;
  readonly lastAt: Instant;
  /**
   * Counters: the sum of all increases inside the span, resets and roll-overs seen to. Others: the time integral
   * [unit · h] over steps no longer than the gap limit. `0` for a single value.
   */
  readonly increase: number;
}

export interface RollupRow {
  readonly deviceId: Id;
  readonly resolution: Resolution;
  /** Start of the interval. */
  readonly start: Instant;
  /** Length [ms]; a local day has 23, 24 or 25 hours. */
  readonly lengthMs: number;
  /** Readings in the interval. */
  readonly count: number;
  /** Readings expected from the device's interval; `null` while that is unknown. */
  readonly expectedCount: number | null;
  /** Worst quality of the readings. */
  readonly quality: number;
  /** By point name. */
  readonly points: Readonly<Record<string, PointRollup>>;
}

export interface RollupQuery {
  readonly deviceIds: readonly Id[];
  readonly resolution: Resolution;
  /** Rows whose start lies in it. */
  readonly span: Span;
  /** Names of the points that are needed; a store may give more. Default: all. */
  readonly points?: readonly string[];
}

export interface TenantRollups {
  /** Replaces the rows of the same (device, resolution, start). A row with count 0 removes it. Durable when it resolves. */
  put(rows: readonly RollupRow[]): Promise<void>;
  /** Rows by device in the asked order, then ascending start. */
  read(query: RollupQuery): Promise<readonly RollupRow[]>;
  /** The last row before `before` of each asked device that has one, for increases over the border. */
  readBefore(
    deviceIds: readonly Id[],
    resolution: Resolution,
    before: Instant,
  ): Promise<readonly RollupRow[]>;
}

/** Keeps stored aggregates. Checked by `testRollupStore`. */
export interface RollupStore {
  forTenant(scope: TenantScope): TenantRollups;
  deleteTenant(scope: TenantScope): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}
