import { existsSync, readdirSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
  envelope,
  reading,
  TEST_DAY,
  testId,
  testScope,
  VirtualClock,
} from "@solarmon/core/testing";
import { openTenantStores, type TenantStores } from "@solarmon/embedded";
import { temporaryDirectory } from "../temporary-directory.ts";

const clock = new VirtualClock();
const ONE = testScope(1);
const TWO = testScope(2);

async function write(stores: TenantStores, scope = ONE, acPower = 1): Promise<void> {
  const one = envelope([reading({ acPower })], { tenantId: scope.tenantId });
  await stores.readings.forTenant(scope).append([one]);
}

async function count(stores: TenantStores, scope = ONE): Promise<number> {
  const latest = await stores.readings.forTenant(scope).latest([testId(100)]);
  return latest.length;
}

test("each tenant has a file; deleting one removes all of it and nothing else", async () => {
  const dir = await temporaryDirectory();
  await using stores = await openTenantStores({ dir, clock });
  await write(stores, ONE);
  await write(stores, TWO);
  await stores.readings.deleteTenant(ONE);
  expect(readdirSync(dir).filter((name) => name.startsWith(ONE.tenantId))).toEqual([]);
  expect(await count(stores, ONE)).toBe(0);
  expect(await count(stores, TWO)).toBe(1);
});

test("a reader that is open notices that a tenant was deleted, and what came after", async () => {
  const dir = await temporaryDirectory();
  await using writer = await openTenantStores({ dir, clock });
  await using reader = await openTenantStores({ dir, readOnly: true, clock });
  expect(await count(reader)).toBe(0);
  await write(writer);
  expect(await count(reader)).toBe(1);
  await writer.rollups.deleteTenant(ONE);
  expect(await count(reader)).toBe(0);
  await write(writer);
  expect(await count(reader)).toBe(1);
});

test("reads work while no writer is there", async () => {
  const dir = await temporaryDirectory();
  await using reader = await openTenantStores({ dir, readOnly: true, clock });
  {
    await using writer = await openTenantStores({ dir, clock });
    await write(writer);
  }
  expect(await count(reader)).toBe(1);
});

test("what was opened to read refuses to write", async () => {
  const dir = await temporaryDirectory();
  await using reader = await openTenantStores({ dir, readOnly: true, clock });
  const refused = { code: "unsupported" };
  await expect(write(reader)).rejects.toMatchObject(refused);
  await expect(reader.readings.deleteTenant(ONE)).rejects.toMatchObject(refused);
  await expect(reader.seal({ before: TEST_DAY })).rejects.toMatchObject(refused);
  await expect(
    reader.rollups.forTenant(ONE).put([
      {
        deviceId: testId(100),
        resolution: "5m",
        start: TEST_DAY,
        lengthMs: 300_000,
        count: 0,
        expectedCount: null,
        quality: 0,
        points: {},
      },
    ]),
  ).rejects.toMatchObject(refused);
  expect(readdirSync(dir)).toEqual([]);
});

test("few databases are held open; closed ones open again when needed", async () => {
  const dir = await temporaryDirectory();
  await using stores = await openTenantStores({ dir, clock, maxOpen: 2 });
  const scopes = [1, 2, 3, 4].map((n) => testScope(n));
  for (const scope of scopes) await write(stores, scope);
  const withLog = readdirSync(dir).filter((name) => name.endsWith("-wal"));
  expect(withLog).toHaveLength(2);
  for (const scope of scopes) expect(await count(stores, scope)).toBe(1);
});

test("two writers in turn do not trip over what the other wrote", async () => {
  const dir = await temporaryDirectory();
  await using first = await openTenantStores({ dir, clock });
  await using second = await openTenantStores({ dir, clock });
  await write(first);
  const again = envelope([reading({ acPower: 1 })]);
  const [result] = await second.readings.forTenant(ONE).append([again]);
  expect(result?.verdicts).toEqual(["duplicate"]);
  const later = envelope([reading({ acPower: 5 }, { measuredAt: TEST_DAY + 60_000 })]);
  await second.readings.forTenant(ONE).append([later]);
  const [third] = await first.readings.forTenant(ONE).append([later]);
  expect(third?.verdicts).toEqual(["duplicate"]);
});

test("a database of a later version is refused, not touched", async () => {
  const dir = await temporaryDirectory();
  {
    await using stores = await openTenantStores({ dir, clock });
    await write(stores);
  }
  const path = join(dir, `${ONE.tenantId}.db`);
  {
    using database = new DatabaseSync(path);
    database.exec("pragma user_version = 99");
  }
  await using stores = await openTenantStores({ dir, clock });
  await expect(write(stores)).rejects.toMatchObject({ code: "storage_corrupt" });
  await expect(write(stores)).rejects.toThrow(/version 99/);
  expect(existsSync(path)).toBe(true);
});

test("a closed store says so", async () => {
  const stores = await openTenantStores({ dir: await temporaryDirectory(), clock });
  await write(stores);
  await stores[Symbol.asyncDispose]();
  await expect(write(stores)).rejects.toMatchObject({ code: "unavailable" });
});

test("a time that no day can hold is refused and leaves the store usable", async () => {
  await using stores = await openTenantStores({ dir: await temporaryDirectory(), clock });
  const bad = envelope([reading({ acPower: 1 }), reading({ acPower: 1 }, { measuredAt: 1e17 })]);
  await expect(stores.readings.forTenant(ONE).append([bad])).rejects.toMatchObject({
    code: "invalid_argument",
  });
  expect(await count(stores)).toBe(0);
  await write(stores);
  expect(await count(stores)).toBe(1);
});
