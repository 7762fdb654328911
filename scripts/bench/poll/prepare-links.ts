import { newId } from "@solarmon/core";
import type { SqliteCatalog } from "@solarmon/embedded";

const TENANT = "INSERT INTO tenants VALUES (?, ?, NULL, 0)";
const PLANT = "INSERT INTO plants VALUES (?, ?, ?, 'UTC', NULL, NULL, NULL, NULL, '[]', 0)";
const DEVICE = "INSERT INTO devices VALUES (?, ?, ?, NULL, 'inverter', 'inverter', NULL, NULL, 0)";
const LINK = `
  INSERT INTO links (id, tenant_id, vendor, name, settings, status, created_at)
  VALUES (?, ?, 'bench', ?, ?, ?, 0)`;
const SITE = "INSERT INTO link_sites VALUES (?, ?, 0, '1', ?)";
const STATUS = '{"health":"new","reason":null,"until":null,"lastPolledAt":null,"progress":null}';

/** Fills a catalogue in one transaction: a plant with a device and a link each, a hundred to a tenant. */
export async function prepareLinks(
  catalog: SqliteCatalog,
  count: number,
  address: string,
): Promise<void> {
  await catalog.database.exclusively((sqlite) => {
    sqlite.exec("BEGIN");
    let tenantId = "";
    for (let n = 0; n < count; n += 1) {
      if (n % 100 === 0) {
        tenantId = newId();
        sqlite.prepare(TENANT).run(tenantId, `Tenant ${n}`);
      }
      const [plantId, linkId] = [newId(), newId()];
      const settings = JSON.stringify({ address, account: `account ${n}` });
      sqlite.prepare(PLANT).run(plantId, tenantId, `Plant ${n}`);
      sqlite.prepare(DEVICE).run(newId(), tenantId, plantId);
      sqlite.prepare(LINK).run(linkId, tenantId, `Link ${n}`, settings, STATUS);
      sqlite.prepare(SITE).run(linkId, tenantId, plantId);
    }
    sqlite.exec("COMMIT");
  });
}
