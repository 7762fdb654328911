import { MINUTE_MS, newId, type TenantScope, utcDay } from "@solarmon/core";
import { envelope, reading, TEST_DAY, testId } from "@solarmon/core/testing";
import type { PostgresStores } from "@solarmon/postgres";
import { Client } from "pg";
import type { TestDatabase } from "./test-database.ts";

/** Gives a tenant, whose id is given, a row in every table. */
export async function fillTenant(
  stores: PostgresStores,
  { adminUrl }: TestDatabase,
  scope: TenantScope,
): Promise<void> {
  const { tenantId } = scope;
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  const insert = "insert into solarmon.tenants (tenant_id, name, created_at) values ($1, $2, 0)";
  await client.query(insert, [tenantId, `Tenant ${tenantId}`]);
  await client.end();
  await fillCatalog(stores, scope);
  await fillReadings(stores, scope);
  const interval = {
    deviceId: testId(100),
    resolution: "1d",
    start: TEST_DAY,
    lengthMs: 1,
  } as const;
  const row = { ...interval, count: 1, expectedCount: null, quality: 0, points: {} };
  await stores.rollups.forTenant(scope).put([row]);
  const refusal = { reason: "malformed", detail: "x", sample: "x", source: "mqtt" } as const;
  const entry = { ...refusal, plantId: testId(10), deviceId: null, receivedAt: TEST_DAY };
  await stores.quarantine.add(scope, [entry]);
  await stores.usage.book([
    {
      tenantId,
      source: "log/0",
      position: "1",
      day: utcDay(TEST_DAY),
      counts: { pointsIngested: 1 },
      plant: { id: testId(10), dcKwp: 1 },
    },
  ]);
  await stores.audit.record(scope, [
    {
      at: TEST_DAY,
      actor: { kind: "system", id: null, name: null },
      action: "tenant.added",
      subject: { kind: "tenant", id: tenantId, name: null },
      before: null,
      after: null,
      address: null,
    },
  ]);
  const alarm = {
    id: newId(),
    tenantId,
    plantId: testId(10),
    subject: { type: "plant", id: testId(10), name: "Roof" },
    kind: "communication_lost",
    severity: "critical",
    raisedAt: TEST_DAY,
    evidence: { since: TEST_DAY, values: {}, threshold: {} },
  } as const;
  await stores.alarms.apply({ ended: [], raised: [alarm], cleared: [], folded: [] });
}

async function fillCatalog({ catalog, links }: PostgresStores, scope: TenantScope): Promise<void> {
  const own = catalog.forTenant(scope);
  const unknown = { latitudeDeg: null, longitudeDeg: null, dcKwp: null, acKw: null, arrays: [] };
  const plant = await own.addPlant({ name: "Roof", timeZone: "Europe/Madrid", ...unknown });
  const device = await own.addDevice({
    plantId: plant.id,
    parentId: null,
    name: "Inverter",
    kind: "inverter",
    ratedPowerW: null,
    intervalMs: null,
  });
  const place = { plantId: plant.id, deviceId: device.id };
  await own.addCredential({ ...place, secretHash: "ab".repeat(32) });
  await own.addUser({ email: `${scope.tenantId}@example.com`, role: "owner", passwordHash: "x" });
  const sites = [{ key: "1", plantId: plant.id }];
  await links.forTenant(scope).addLink({ vendor: "v", name: "Link", settings: {}, sites });
}

/** Hot rows, a chunk and versions. */
async function fillReadings({ readings }: PostgresStores, scope: TenantScope): Promise<void> {
  const { tenantId } = scope;
  const own = readings.forTenant(scope);
  const times = Array.from({ length: 50 }, (_, n) => TEST_DAY + n * MINUTE_MS);
  const bulk = times.map((measuredAt) => reading({ acPower: 1 }, { measuredAt }));
  await own.append([envelope(bulk, { tenantId })]);
  const later = { tenantId, receivedAt: TEST_DAY + 2 * 86_400_000 };
  await own.append([envelope([reading({ acPower: 2 })], later)]);
}
