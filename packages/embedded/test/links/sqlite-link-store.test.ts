import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { scopeOf } from "@solarmon/core/authority";
import { openCatalog, openLinkStore } from "@solarmon/embedded";
import { expect, test } from "vitest";
import { CATALOG_MIGRATIONS } from "../../src/catalog/migrations.ts";
import { temporaryDirectory } from "../temporary-directory.ts";

const PLANT = {
  name: "Dach",
  timeZone: "Europe/Madrid",
  latitudeDeg: null,
  longitudeDeg: null,
  dcKwp: null,
  acKw: null,
  arrays: [],
};

test("a catalogue from before links takes them, and keeps what it has", async () => {
  const file = join(await temporaryDirectory(), "catalog.db");
  const old = new DatabaseSync(file);
  old.exec(CATALOG_MIGRATIONS[0] ?? "");
  old.exec(`
    PRAGMA user_version = 1;
    INSERT INTO tenants VALUES ('00000000-0000-4000-8000-000000000001', 'Acme', NULL, 7);`);
  old.close();
  await using catalog = await openCatalog({ file });
  const [tenant] = await catalog.tenants();
  const scope = scopeOf(tenant?.id ?? "");
  const plant = await catalog.forTenant(scope).addPlant(PLANT);
  const links = openLinkStore({ catalog }).forTenant(scope);
  const sites = [{ key: "1", plantId: plant.id }];
  const link = await links.addLink({ vendor: "fronius", name: "Roof", settings: {}, sites });
  await expect(links.links()).resolves.toEqual([link]);
});

test("the database itself refuses a site below another tenant's plant", async () => {
  await using catalog = await openCatalog({ file: join(await temporaryDirectory(), "c.db") });
  const [one, other] = [await catalog.addTenant("one"), await catalog.addTenant("other")];
  const plant = await catalog.forTenant(scopeOf(other.id)).addPlant(PLANT);
  const links = openLinkStore({ catalog }).forTenant(scopeOf(one.id));
  const link = await links.addLink({ vendor: "fronius", name: "Roof", settings: {}, sites: [] });
  const row = { linkId: link.id, tenantId: one.id, position: 0, key: "1", plantId: plant.id };
  const insert = catalog.database.kysely.insertInto("linkSites").values(row).execute();
  await expect(insert).rejects.toThrow("FOREIGN KEY");
});
