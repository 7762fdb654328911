import {
  type Catalog,
  type Device,
  encodeEnvelope,
  type Envelope,
  type Instant,
  type PackedReading,
  packValues,
  type Plant,
  QUALITY,
  SOURCE_RANK,
  type StreamRecord,
  type Tenant,
} from "@solarmon/core";
import { scopeOf } from "@solarmon/core/authority";
import { MemoryCatalog } from "@solarmon/core/memory";
import { TELEMETRY_POINTS, telemetryRow } from "./telemetry.ts";

const PLANTS = 50;
const DEVICES_PER_PLANT = 20;
const MINUTE_MS = 60_000;
const START_AT: Instant = Date.UTC(2024, 5, 10, 10);

/** One tenant's plants, whose devices report every minute: an envelope is one minute of one plant. */
export interface BenchFleet {
  readonly catalog: Catalog;
  readonly readingsPerEnvelope: number;
  /** Records of so many minutes, in the order in which they come. */
  records(minutes: number): StreamRecord[];
}

export interface BenchFleetOptions {
  /** Default: one in memory. */
  readonly catalog?: Catalog;
  readonly startAt?: Instant;
  /** Default 50. */
  readonly plantCount?: number;
}

export async function makeFleet({
  catalog = new MemoryCatalog(),
  startAt = START_AT,
  plantCount = PLANTS,
}: BenchFleetOptions = {}): Promise<BenchFleet> {
  const tenant = await catalog.addTenant("bench");
  const plants: { plant: Plant; devices: Device[] }[] = [];
  for (let n = 0; n < plantCount; n++) plants.push(await addPlant(catalog, tenant, n));
  return {
    catalog,
    readingsPerEnvelope: DEVICES_PER_PLANT,
    records: (minutes) =>
      Array.from({ length: minutes }, (_, minute) => startAt + minute * MINUTE_MS).flatMap((at) =>
        plants.map(({ plant, devices }) => recordOf(plant, devices, at)),
      ),
  };
}

async function addPlant(catalog: Catalog, tenant: Tenant, n: number) {
  const scoped = catalog.forTenant(scopeOf(tenant.id));
  const nowhere = { latitudeDeg: null, longitudeDeg: null, dcKwp: null, acKw: null, arrays: [] };
  const name = `plant ${n}`;
  const plant = await scoped.addPlant({ ...nowhere, name, timeZone: "Europe/Madrid" });
  const rest = { parentId: null, kind: "inverter", ratedPowerW: null, intervalMs: null } as const;
  const devices: Device[] = [];
  for (let d = 0; d < DEVICES_PER_PLANT; d++)
    devices.push(await scoped.addDevice({ ...rest, plantId: plant.id, name: `inverter ${d}` }));
  return { plant, devices };
}

function recordOf(plant: Plant, devices: readonly Device[], measuredAt: number): StreamRecord {
  const readings = devices.map((device, n): PackedReading => {
    const row = telemetryRow(n, measuredAt);
    const values = Object.fromEntries(
      TELEMETRY_POINTS.map((point, at) => [point, row[at] ?? null]),
    );
    return { deviceId: device.id, measuredAt, quality: QUALITY.good, packed: packValues(values) };
  });
  const source = { name: "bench", rank: SOURCE_RANK.live };
  const { id: plantId, tenantId } = plant;
  const envelope: Envelope = { tenantId, plantId, receivedAt: measuredAt, source, readings };
  return { key: plantId, value: encodeEnvelope(envelope) };
}
