import type { Device, Id, Instant, LatestReading, TenantReadings } from "@solarmon/core";
import { freshnessMs, packedPowerW } from "./plant-state.ts";

const POINTS = ["acPower"];

/**
 * The newest power of producers whose newest reading speaks of other points only, e.g. of a counter that the vendor
 * tells by itself: the reading that tells it, as long as it is fresh. Nothing for the others.
 *
 * @param at - what is fresh is fresh at this instant
 */
export async function recentPowers(
  readings: TenantReadings,
  producers: readonly Device[],
  newest: readonly LatestReading[],
  at: Instant,
): Promise<readonly LatestReading[]> {
  const mute = muteAmong(producers, newest, at);
  if (mute.length === 0) return [];
  const start = at - Math.max(...mute.map(freshnessMs));
  const deviceIds = mute.map(({ id }) => id);
  const found: LatestReading[] = [];
  const span = { start, end: at + 1 };
  for (const [id, toldAt] of await powersTold(readings, { deviceIds, points: POINTS, span }))
    found.push(...(await readingAt(readings, id, toldAt)));
  return found;
}

function muteAmong(
  producers: readonly Device[],
  newest: readonly LatestReading[],
  at: Instant,
): readonly Device[] {
  const byId = new Map(newest.map((reading) => [reading.deviceId, reading]));
  return producers.filter((device) => {
    const reading = byId.get(device.id);
    const isFresh = reading !== undefined && at - reading.measuredAt <= freshnessMs(device);
    return isFresh && packedPowerW(reading.packed) === undefined;
  });
}

/** When each device told its power last. */
async function powersTold(
  readings: TenantReadings,
  query: Parameters<TenantReadings["read"]>[0],
): Promise<ReadonlyMap<Id, Instant>> {
  const told = new Map<Id, Instant>();
  for await (const { deviceId, measuredAt, values } of readings.read(query)) {
    const index = values["acPower"]?.findLastIndex((value) => !Number.isNaN(value)) ?? -1;
    const at = measuredAt[index];
    if (at !== undefined) told.set(deviceId, at);
  }
  return told;
}

/** Of the versions of a reading the one that counts for its power. */
async function readingAt(
  readings: TenantReadings,
  deviceId: Id,
  measuredAt: Instant,
): Promise<readonly LatestReading[]> {
  const versions = await readings.history(deviceId, measuredAt);
  const version = versions.findLast(
    ({ reading }) => typeof packedPowerW(reading.packed) === "number",
  );
  if (!version) return [];
  const { receivedAt, reading } = version;
  return [{ deviceId, measuredAt, receivedAt, packed: reading.packed }];
}
