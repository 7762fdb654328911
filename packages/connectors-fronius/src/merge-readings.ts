import type { DecodedReading } from "@solarmon/connectors-kit";

/** One reading per device and instant; of two values for a point the first counts. */
export function mergeReadings(readings: readonly DecodedReading[]): readonly DecodedReading[] {
  const merged = new Map<string, DecodedReading>();
  for (const reading of readings) {
    const key = `${reading.measuredAt} ${reading.deviceId}`;
    const first = merged.get(key);
    merged.set(
      key,
      first ? { ...reading, ...first, values: { ...reading.values, ...first.values } } : reading,
    );
  }
  return [...merged.values()];
}
