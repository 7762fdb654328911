import { DAY_MS, HOUR_MS, MINUTE_MS } from "@solarmon/core";

/** When silence and faults of links become alarms, and when these end. */
export interface AlarmLimits {
  /** Heard so long ago, or within three usual intervals, is just now [ms]. Default 15 min. */
  readonly freshMs: number;
  /** Silence by day becomes an alarm after so long, or after three usual intervals [ms]. Default 1 h. */
  readonly silentByDayMs: number;
  /** Silence becomes one at any time after so long [ms]; longer than the nights through which inverters sleep. Default 24 h. */
  readonly silentAnytimeMs: number;
  /** The day begins so long after sunrise and ends so long before sunset [ms]: devices wake and sleep around them. Default 30 min. */
  readonly twilightMs: number;
  /** What was silent for longer when it is first seen is out of use [ms]. Default 30 d. */
  readonly outOfUseMs: number;
  /** A plant that is read through links is judged by what they last asked for, but no further back than this [ms]. Default 4 h. */
  readonly pollPatienceMs: number;
  /** No answer from a vendor becomes an alarm after so long [ms]. Default 30 min. */
  readonly vendorDownMs: number;
  /** A spent quota becomes an alarm after so long [ms]. Default 2 h. */
  readonly quotaGoneMs: number;
  /** A condition must be over for so long before its alarm ends [ms]. Default 10 min. */
  readonly holdMs: number;
}

export const DEFAULT_ALARM_LIMITS: AlarmLimits = {
  freshMs: 15 * MINUTE_MS,
  silentByDayMs: HOUR_MS,
  silentAnytimeMs: DAY_MS,
  twilightMs: 30 * MINUTE_MS,
  outOfUseMs: 30 * DAY_MS,
  pollPatienceMs: 4 * HOUR_MS,
  vendorDownMs: 30 * MINUTE_MS,
  quotaGoneMs: 2 * HOUR_MS,
  holdMs: 10 * MINUTE_MS,
};
