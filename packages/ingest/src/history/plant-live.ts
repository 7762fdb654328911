import type { Device, LatestReading, PlantUpdate, TenantScope } from "@solarmon/core";
import { freshnessMs, packedPowerW } from "../processor/plant-state.ts";
import type { HistoryOptions } from "./history-options.ts";

/** Snapshot of a plant: from the cache, and from the store for devices that the cache does not hold. */
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
  const stored = missing.length > 0 ? await readings.forTenant(scope).latest(missing) : [];
  const newest = [...held, ...stored];
  if (newest.length === 0) return undefined;
  return {
    plantId,
    measuredAt: newest.map(({ measuredAt }) => measuredAt).reduce((a, b) => Math.max(a, b)),
    powerW: powerW(devices, newest, clock.now()),
    devices: newest,
  };
}

function powerW(
  devices: readonly Device[],
  newest: readonly LatestReading[],
  now: number,
): number | null {
  const byId = new Map(devices.map((device) => [device.id, device]));
  let sum: number | null = null;
  for (const { deviceId, measuredAt, packed } of newest) {
    const device = byId.get(deviceId);
    if (device?.kind !== "inverter" || now - measuredAt > freshnessMs(device)) continue;
    const own = packedPowerW(packed) ?? null;
    if (own !== null) sum = (sum ?? 0) + own;
  }
  return sum;
}
