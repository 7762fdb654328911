import type { Instant } from "@solarmon/core";

export interface SealOptions {
  /** Device-days (UTC) that end at or before this are sealed. */
  readonly before: Instant;
  /** Stop after about this many device-days. Default: no limit. */
  readonly maxDays?: number;
  /** Stop after about this time [ms]. Default: no limit. */
  readonly deadlineMs?: number;
  /** Ends it early, without an error. */
  readonly signal?: AbortSignal;
}

export interface SealReport {
  /** Device-days that became chunks. */
  readonly days: number;
  readonly readings: number;
  /** False when a limit ended it before all was done. */
  readonly isDone: boolean;
}
