import {
  type Envelope,
  type Id,
  newId,
  packValues,
  SOURCE_RANK,
  type TenantReadings,
} from "@solarmon/core";
import type { Sample, SampleDevice } from "./device-rows.ts";

const SOURCE = { name: "import", rank: SOURCE_RANK.import };
/** Readings of one append: some days of a device. */
const APPEND_READINGS = 10_080;
const plantId: Id = newId();

/** The readings of a device as envelopes, those received at once together. */
export function toEnvelopes(
  tenantId: Id,
  points: readonly string[],
  { deviceId, readings }: SampleDevice,
): Envelope[] {
  const byReceived = Map.groupBy(readings, ({ receivedAt }) => receivedAt);
  return [...byReceived].map(([receivedAt, own]) => ({
    tenantId,
    plantId,
    receivedAt,
    source: SOURCE,
    readings: own.map(({ measuredAt, row }) => ({
      deviceId,
      measuredAt,
      quality: 0,
      packed: packValues(
        Object.fromEntries(
          points.flatMap((point, index) => {
            const value = row[index] ?? null;
            return value === null ? [] : [[point, value] as const];
          }),
        ),
      ),
    })),
  }));
}

function* inParts(envelopes: readonly Envelope[]): Generator<Envelope[]> {
  let part: Envelope[] = [];
  let count = 0;
  for (const envelope of envelopes) {
    part.push(envelope);
    count += envelope.readings.length;
    if (count < APPEND_READINGS) continue;
    yield part;
    [part, count] = [[], 0];
  }
  if (part.length > 0) yield part;
}

/** Appends a sample, device after device; the seconds that the store took. */
export async function fillStore(
  readings: TenantReadings,
  tenantId: Id,
  sample: Sample,
): Promise<number> {
  let seconds = 0;
  for (const device of sample.devices)
    for (const part of inParts(toEnvelopes(tenantId, sample.points, device))) {
      const start = performance.now();
      await readings.append(part);
      seconds += (performance.now() - start) / 1_000;
    }
  return seconds;
}
