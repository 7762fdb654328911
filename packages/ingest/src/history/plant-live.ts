import type { Device, Instant, LatestReading, PlantUpdate, TenantScope } from "@solarmon/core";
import { freshnessMs, packedPowerW } from "../processor/plant-state.ts";
import { producersOf } from "../processor/producers.ts";
import { recentPowers } from "../processor/recent-power.ts";
import type { HistoryOptions } from "./history-options.ts";

/**
 * Snapshot of a plant: from the cache, and from the store for devices that the cache does not hold. Before the newest
 * reading of a device that speaks of no power comes the newest that does, while it is fresh.
 */
export async function plantLive(
  { catalog, latest, readings, clock }: HistoryOptions,
  scope: TenantScope,
  plantId: string,
): Promise<PlantUpdate | undefined> {
  const tenant = catalog.forTenant(scope);
  const plant = await tenant.plant(plantId);
  if (!plant) return undefined;
  const devices = await tenant.devices(plantId);
  const deviceIds = devices.map(({ id }) => id);
  const held = await latest.get(scope, deviceIds);
  const known = new Set(held.map(({ deviceId }) => deviceId));
  const missing = deviceIds.filter((id) => !known.has(id));
  const store = readings.forTenant(scope);
  const stored = missing.length > 0 ? await store.latest(missing) : [];
  const newest = [...held, ...stored];
  if (newest.length === 0) return undefined;
  const [producers, now] = [producersOf(devices), clock.now()];
  const told = [...(await recentPowers(store, producers, newest, now)), ...newest];
  return {
    plantId,
    measuredAt: newest.map(({ measuredAt }) => measuredAt).reduce((a, b) => Math.max(a, b)),
    powerW: powerW(producers, told, now),
    devices: told,
  };
}

function powerW(
  producers: readonly Device[],
  told: readonly LatestReading[],
  now: Instant,
): number | null {
  const byId = new Map(producers.map((device) => [device.id, device]));
  let sum: number | null = null;
  for (const { deviceId, measuredAt, packed } of told) {
    const device = byId.get(deviceId);
    if (!device || now - measuredAt > freshnessMs(device)) continue;
    const own = packedPowerW(packed) ?? null;
    if (own !== null) sum = (sum ?? 0) + own;
  }
  return sum;
}
