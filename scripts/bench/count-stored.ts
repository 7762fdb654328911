import { scopeOf } from "@solarmon/core/authority";
import { openTenantStores } from "@solarmon/embedded";
import type { PreparedFleet } from "../support/prepare-fleet.ts";

const ALL = { start: 0, end: 8_640_000_000_000_000 };

/** Readings of the fleet in the data folder of a stopped server. */
export async function countStored(dataDir: string, fleet: PreparedFleet): Promise<number> {
  await using stores = await openTenantStores({ dir: `${dataDir}/tenants`, readOnly: true });
  const readings = stores.readings.forTenant(scopeOf(fleet.tenantId));
  const deviceIds = fleet.devices.map((device) => device.deviceId);
  let count = 0;
  for await (const page of readings.read({ deviceIds, points: ["acPower"], span: ALL }))
    count += page.measuredAt.length;
  return count;
}
