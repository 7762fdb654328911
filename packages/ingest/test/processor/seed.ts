import {
  type Device,
  type Envelope,
  type Instant,
  packValues,
  type Plant,
  type PointValues,
  type RollupRow,
  SOURCE_RANK,
  type Tenant,
  type TenantScope,
} from "@solarmon/core";
import { scopeOf } from "@solarmon/core/authority";
import {
  MemoryCatalog,
  MemoryLatestCache,
  MemoryLiveBus,
  MemoryReadingStore,
  MemoryRollupStore,
} from "@solarmon/core/memory";

/** Everything that a processor writes to, and one plant. */
export interface Seed {
  readonly catalog: MemoryCatalog;
  readonly readings: MemoryReadingStore;
  readonly rollups: MemoryRollupStore;
  readonly latest: MemoryLatestCache;
  readonly live: MemoryLiveBus;
  readonly clock: { at: Instant; now(): Instant };
  readonly tenant: Tenant;
  readonly scope: TenantScope;
  readonly plant: Plant;
  readonly devices: readonly Device[];
}

export interface SeedOptions {
  readonly timeZone?: string;
  readonly devices?: number;
  readonly intervalMs?: number | null;
}

export async function seed(options: SeedOptions = {}): Promise<Seed> {
  const clock = { at: Date.UTC(2026, 5, 1, 12), now: () => clock.at };
  const catalog = new MemoryCatalog();
  const tenant = await catalog.addTenant("Test");
  const scope = scopeOf(tenant.id);
  const own = catalog.forTenant(scope);
  const plant = await own.addPlant({
    name: "Plant",
    timeZone: options.timeZone ?? "Europe/Madrid",
    latitudeDeg: null,
    longitudeDeg: null,
    dcKwp: null,
    acKw: null,
    arrays: [],
  });
  const devices: Device[] = [];
  for (let index = 0; index < (options.devices ?? 1); index++)
    devices.push(
      await own.addDevice({
        plantId: plant.id,
        parentId: null,
        name: `INV-${index}`,
        kind: "inverter",
        ratedPowerW: null,
        intervalMs: options.intervalMs === undefined ? 60_000 : options.intervalMs,
      }),
    );
  const readings = new MemoryReadingStore();
  const rollups = new MemoryRollupStore();
  const live = new MemoryLiveBus();
  const latest = new MemoryLatestCache();
  return { catalog, readings, rollups, latest, live, clock, tenant, scope, plant, devices };
}

export interface Measured {
  readonly deviceId: string;
  readonly measuredAt: Instant;
  readonly values: PointValues;
  readonly quality?: number;
}

export function envelope(
  { tenant, plant }: Pick<Seed, "tenant" | "plant">,
  readings: readonly Measured[],
  more: { receivedAt?: Instant; rank?: number; replyTo?: string } = {},
): Envelope {
  return {
    tenantId: tenant.id,
    plantId: plant.id,
    receivedAt: more.receivedAt ?? 1,
    source: { name: "test", rank: more.rank ?? SOURCE_RANK.live },
    ...(more.replyTo === undefined ? {} : { replyTo: more.replyTo }),
    readings: readings.map(({ deviceId, measuredAt, values, quality }) => ({
      deviceId,
      measuredAt,
      quality: quality ?? 0,
      packed: packValues(values),
    })),
  };
}

export const ALWAYS = { start: -1e15, end: 1e15 } as const;

export async function allRows(s: Seed): Promise<readonly RollupRow[]> {
  const deviceIds = s.devices.map(({ id }) => id);
  const rows: RollupRow[] = [];
  for (const resolution of ["5m", "1h", "1d"] as const)
    rows.push(
      ...(await s.rollups.forTenant(s.scope).read({ deviceIds, resolution, span: ALWAYS })),
    );
  return rows;
}
