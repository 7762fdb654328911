import { scopeOf } from "@solarmon/core/authority";
import { openTenantStores } from "@solarmon/embedded";
import type { PreparedFleet } from "../support/prepare-fleet.ts";
import type { Ledger } from "./ledger.ts";

export interface Verdict {
  readonly acknowledged: number;
  readonly stored: number;
  /** Acknowledged, but not stored, or stored with another value. */
  readonly lost: number;
  /** Stored more than once. */
  readonly duplicated: number;
  /** Readings that the 5-minute roll-ups count, less those stored: 0 when they agree. */
  readonly rollupDifference: number;
}

const ALL = { start: 0, end: 8_640_000_000_000_000 };

type Stores = Awaited<ReturnType<typeof openTenantStores>>;

async function readPower(
  stores: Stores,
  fleet: PreparedFleet,
  deviceId: string,
): Promise<{ times: number[]; powers: number[] }> {
  const readings = stores.readings.forTenant(scopeOf(fleet.tenantId));
  const times: number[] = [];
  const powers: number[] = [];
  for await (const page of readings.read({
    deviceIds: [deviceId],
    points: ["acPower"],
    span: ALL,
  })) {
    times.push(...page.measuredAt);
    powers.push(...(page.values["acPower"] ?? page.measuredAt.map(() => Number.NaN)));
  }
  return { times, powers };
}

async function countRolledUp(stores: Stores, fleet: PreparedFleet): Promise<number> {
  const rollups = stores.rollups.forTenant(scopeOf(fleet.tenantId));
  const deviceIds = fleet.devices.map((device) => device.deviceId);
  const rows = await rollups.read({ deviceIds, resolution: "5m", span: ALL });
  return rows.reduce((sum, row) => sum + row.count, 0);
}

/** Holds the data folder of a stopped server against the ledger. */
export async function verify(
  dataDir: string,
  fleet: PreparedFleet,
  ledger: Ledger,
): Promise<Verdict> {
  await using stores = await openTenantStores({ dir: `${dataDir}/tenants`, readOnly: true });
  let [stored, lost, duplicated] = [0, 0, 0];
  const expected = new Map(ledger.devices());
  for (const { deviceId } of fleet.devices) {
    const { times, powers } = await readPower(stores, fleet, deviceId);
    const found = new Map(times.map((time, index) => [time, powers[index]]));
    stored += times.length;
    duplicated += times.length - found.size;
    for (const [measuredAt, powerW] of expected.get(deviceId) ?? [])
      if (found.get(measuredAt) !== powerW) lost += 1;
  }
  const rollupDifference = (await countRolledUp(stores, fleet)) - stored;
  return { acknowledged: ledger.count, stored, lost, duplicated, rollupDifference };
}
