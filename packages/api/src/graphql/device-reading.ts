import { unpackValues, type Id, type LatestReading } from "@solarmon/core";

/** Source of the GraphQL type `DeviceReading`. */
export interface DeviceReadingSource {
  readonly deviceId: Id;
  readonly measuredAt: string;
  readonly receivedAt: string;
  /** Called only when the field is asked for. */
  readonly values: () => readonly { readonly point: string; readonly value: number | null }[];
}

/** A reading as GraphQL shows it. */
export function deviceReading(reading: LatestReading): DeviceReadingSource {
  return {
    deviceId: reading.deviceId,
    measuredAt: new Date(reading.measuredAt).toISOString(),
    receivedAt: new Date(reading.receivedAt).toISOString(),
    values: () =>
      Object.entries(unpackValues(reading.packed)).map(([point, value]) => ({ point, value })),
  };
}
