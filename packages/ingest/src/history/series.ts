import type { Id, Resolution, Span } from "@solarmon/core";

export interface SeriesQuery {
  readonly plantId: Id;
  /** Default: all devices of the plant. */
  readonly deviceIds?: readonly Id[];
  /** Point names, at least one. */
  readonly points: readonly string[];
  /** Roll-ups: intervals whose start lies in it. */
  readonly span: Span;
  readonly resolution: "raw" | Resolution;
}

/** A run of one device's series. All arrays have the same length, times ascend. */
export interface DeviceSeries {
  readonly deviceId: Id;
  /** Start of each interval, or the measured time [ms, UTC]. */
  readonly times: Float64Array;
  /**
   * By point name, `NaN` where missing. Roll-ups: the mean of an `instant`, the last of a `state`, what a `counter`
   * counted since the value before the interval. After a gap that is all that was counted in it.
   */
  readonly columns: Readonly<Record<string, Float64Array>>;
  /** Share of the expected readings that were there [0–1], `NaN` while unknown; `null` for raw. */
  readonly completeness: Float64Array | null;
}
