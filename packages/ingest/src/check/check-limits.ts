import { DAY_MS, MINUTE_MS, type Instant } from "@solarmon/core";

/** What a reading may look like. Every limit has a default, see {@link DEFAULT_CHECK_LIMITS}. */
export interface CheckLimits {
  /** How far the measured time may lie after the received time [ms]. Default 10 minutes. */
  readonly futureToleranceMs: number;
  /** Oldest measured time that is believed. Default 2000-01-01T00:00:00Z. */
  readonly oldestAt: Instant;
  /** Most readings in one message. Default 10,000. */
  readonly readingsPerMessage: number;
  /** Most keys in one reading. Default 256. */
  readonly keysPerReading: number;
}

export const DEFAULT_CHECK_LIMITS: CheckLimits = {
  futureToleranceMs: 10 * MINUTE_MS,
  oldestAt: 10_957 * DAY_MS,
  readingsPerMessage: 10_000,
  keysPerReading: 256,
};
