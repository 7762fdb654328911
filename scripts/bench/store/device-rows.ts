import type { Id } from "@solarmon/core";

/** A reading of one device, values by point. */
export interface SampleReading {
  readonly measuredAt: number;
  readonly receivedAt: number;
  /** In the order of the sample's points; `null` is missing. */
  readonly row: readonly (number | null)[];
}

export interface SampleDevice {
  readonly deviceId: Id;
  /** Ascending in time. */
  readonly readings: readonly SampleReading[];
}

/** Readings of some devices that have the same points. */
export interface Sample {
  readonly name: string;
  readonly points: readonly string[];
  readonly devices: readonly SampleDevice[];
}

/** Values that are not missing. */
export function countPoints({ devices }: Sample): number {
  let points = 0;
  for (const { readings } of devices)
    for (const { row } of readings) for (const value of row) if (value !== null) points++;
  return points;
}
