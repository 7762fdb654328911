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
    const [tenant, plant, device, link, site] = [TENANT, PLANT, DEVICE, LINK, SITE].map((sql) =>
      sqlite.prepare(sql),
    );
    sqlite.exec("BEGIN");
    let tenantId = "";
    for (let n = 0; n < count; n += 1) {
      if (n % 100 === 0) {
        tenantId = newId();
        tenant?.run(tenantId, `Tenant ${n}`);
      }
      const [plantId, linkId] = [newId(), newId()];
      const settings = JSON.stringify({ address, account: `account ${n}` });
      plant?.run(plantId, tenantId, `Plant ${n}`);
      device?.run(newId(), tenantId, plantId);
      link?.run(linkId, tenantId, `Link ${n}`, settings, STATUS);
      site?.run(linkId, tenantId, plantId);
    }
    sqlite.exec("COMMIT");
  });
}
