import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { SolarmonError } from "@solarmon/core";
import { scopeOf } from "@solarmon/core/authority";
import { openCatalog, type SqliteCatalog } from "@solarmon/embedded";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../temporary-directory.ts";

const PLANT = {
  name: "Dach",
  timeZone: "Europe/Madrid",
  latitudeDeg: 40.4,
  longitudeDeg: -3.7,
  dcKwp: 10,
  acKw: 9,
  arrays: [{ tiltDeg: 30, azimuthDeg: 180, dcKwp: 10 }],
};
const DEVICE = {
  parentId: null,
  name: "INV 1",
  kind: "inverter",
  ratedPowerW: 9_000,
  intervalMs: null,
} as const;

async function newFile(): Promise<string> {
  return join(await temporaryDirectory(), "nested", "catalog.db");
}

async function codeOf(call: Promise<unknown>): Promise<string | false> {
  const error: unknown = await call.catch((thrown: unknown) => thrown);
  return SolarmonError.is(error) && error.code;
}

test("two openers of one file see each other's changes at once", async () => {
  const file = await newFile();
  await using server = await openCatalog({ file });
  await using command = await openCatalog({ file });
  const tenant = await command.addTenant("Acme");
  const plant = await command.forTenant(scopeOf(tenant.id)).addPlant(PLANT);
  await expect(server.forTenant(scopeOf(tenant.id)).plants()).resolves.toEqual([plant]);
});

test("many changes at once from two openers all count", async () => {
  const file = await newFile();
  await using one = await openCatalog({ file });
  await using other = await openCatalog({ file });
  const names = Array.from({ length: 40 }, (_, index) => `tenant ${index}`);
  await Promise.all(names.map((name, index) => (index % 2 ? one : other).addTenant(name)));
  expect((await one.tenants()).map(({ name }) => name).toSorted()).toEqual(names.toSorted());
});

test("two openers of a new file make its tables once", async () => {
  const file = await newFile();
  const opened = await Promise.all([1, 2, 3].map(() => openCatalog({ file })));
  await opened[0]?.addTenant("Acme");
  await expect(opened[2]?.tenants()).resolves.toHaveLength(1);
  await Promise.all(opened.map((catalog) => catalog[Symbol.asyncDispose]()));
});

test("a file of a newer version is left alone", async () => {
  const file = await newFile();
  await (await openCatalog({ file }))[Symbol.asyncDispose]();
  const database = new DatabaseSync(file);
  database.exec("PRAGMA user_version = 999");
  database.close();
  await expect(codeOf(openCatalog({ file }))).resolves.toBe("storage_corrupt");
});

test("a file that is no database is an error that says so", async () => {
  const dir = await temporaryDirectory();
  const file = join(dir, "catalog.db");
  await writeFile(
    file,
    "not a database, but long enough to be read as a header by whoever opens it".repeat(20),
  );
  await expect(codeOf(openCatalog({ file }))).resolves.toBe("storage_corrupt");
});

test("the database itself refuses a device or credential below another tenant's plant", async () => {
  const file = await newFile();
  await using catalog = await openCatalog({ file });
  const { victim, intruder } = await twoTenants(catalog);
  const { kysely } = catalog.database;
  const row = {
    ...DEVICE,
    id: victim.plantId,
    tenantId: intruder.tenantId,
    plantId: victim.plantId,
    createdAt: 0,
  };
  await expect(kysely.insertInto("devices").values(row).execute()).rejects.toThrow("FOREIGN KEY");
  await expect(
    codeOf(
      catalog
        .forTenant(scopeOf(intruder.tenantId))
        .addCredential({ plantId: victim.plantId, deviceId: null, secretHash: "x" }),
    ),
  ).resolves.toBe("not_found");
});

async function twoTenants(catalog: SqliteCatalog) {
  const made = [];
  for (const name of ["victim", "intruder"]) {
    const tenant = await catalog.addTenant(name);
    const plant = await catalog.forTenant(scopeOf(tenant.id)).addPlant(PLANT);
    made.push({ tenantId: tenant.id, plantId: plant.id });
  }
  const [victim, intruder] = made;
  if (!victim || !intruder) throw new TypeError("two were made");
  return { victim, intruder };
}

test("a device below a parent of another tenant is refused", async () => {
  await using catalog = await openCatalog({ file: await newFile() });
  const { victim, intruder } = await twoTenants(catalog);
  const parent = await catalog
    .forTenant(scopeOf(victim.tenantId))
    .addDevice({ ...DEVICE, plantId: victim.plantId });
  const adding = catalog
    .forTenant(scopeOf(intruder.tenantId))
    .addDevice({ ...DEVICE, plantId: intruder.plantId, parentId: parent.id });
  await expect(codeOf(adding)).resolves.toBe("not_found");
});

test("a tenant below an unknown parent is refused", async () => {
  await using catalog = await openCatalog({ file: await newFile() });
  const adding = catalog.addTenant("child", "00000000-0000-4000-8000-000000000000");
  await expect(codeOf(adding)).resolves.toBe("not_found");
});

test("a tenant goes with its whole tree of devices", async () => {
  await using catalog = await openCatalog({ file: await newFile() });
  const { victim } = await twoTenants(catalog);
  const own = catalog.forTenant(scopeOf(victim.tenantId));
  const parent = await own.addDevice({ ...DEVICE, plantId: victim.plantId });
  const child = { ...DEVICE, plantId: victim.plantId, parentId: parent.id, name: "string box" };
  await own.addDevice(child);
  await catalog.deleteTenant(scopeOf(victim.tenantId));
  await expect(own.devices(victim.plantId)).resolves.toEqual([]);
  await expect(catalog.tenants()).resolves.toHaveLength(1);
});

test("a file that cannot be opened is an error that says which", async () => {
  const directory = await temporaryDirectory();
  await expect(openCatalog({ file: directory })).rejects.toMatchObject({
    code: "unavailable",
    message: expect.stringContaining(directory),
  });
});
