import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { missingPostgres } from "../../../../scripts/services/postgres.ts";
import { openStores, startTestServer, type TestServer } from "../support/test-database.ts";

/** What somebody might do to a database, and what has to be said of it. */
const BREACHES: Readonly<Record<string, RegExp>> = {
  "create table solarmon.notes (tenant_id uuid, text text)":
    /notes has no row-level security; .*notes does not hold its owner.*; .*notes has no policy/,
  "alter table solarmon.plants disable row level security": /plants has no row-level security/,
  "alter table solarmon.plants no force row level security": /plants does not hold its owner/,
  "drop policy tenant on solarmon.rollups": /rollups has no policy named tenant/,
  "alter policy tenant on solarmon.rollups using (true)": /rollups has no policy named tenant/,
  "alter policy tenant on solarmon.rollups with check (true)": /rollups has no policy named tenant/,
  "alter policy tenant on solarmon.rollups to solarmon_app": /rollups has no policy named tenant/,
  "create policy more on solarmon.devices for select using (true)":
    /devices has a policy that opens it/,
  "create policy more on solarmon.devices for select to solarmon_app using (true)":
    /devices has a policy that opens it/,
  "create view solarmon.all_plants as select * from solarmon.plants":
    /all_plants is a view that does not ask as its caller/,
  "create materialized view solarmon.all_plants as select * from solarmon.plants":
    /all_plants is a view that does not ask as its caller/,
  "grant select on solarmon.readings_hot_other to solarmon_app":
    /readings_hot_other is a partition that can be reached directly/,
  "alter table solarmon.quotas owner to solarmon_app": /the role solarmon_app .* owns tables/,
  "create function solarmon.peek() returns bigint language sql security definer as 'select 1::bigint'":
    /peek.* runs with its owner's rights/,
};

describe.skipIf(missingPostgres())("walls between tenants", () => {
  let server: TestServer;
  beforeAll(async () => void (server = await startTestServer()), 60_000);
  afterAll(() => server[Symbol.asyncDispose](), 60_000);

  test("stand in a new database: each table with a tenant has its policy", async () => {
    await using stores = await openStores(await server.database());
    await expect(stores.catalog.tenants()).resolves.toEqual([]);
  });

  test("stand around views that ask as their caller", async () => {
    const database = await server.database();
    const view = "create view solarmon.v with (security_invoker = true) as table solarmon.plants";
    await server.admin(view, database.name);
    await using stores = await openStores(database);
    await expect(stores.catalog.tenants()).resolves.toEqual([]);
  });

  test.each(Object.entries(BREACHES))("are missed after: %s", async (breach, sentence) => {
    const database = await server.database();
    await server.admin(breach, database.name);
    const opening = openStores(database);
    await expect(opening).rejects.toMatchObject({ code: "forbidden" });
    await expect(opening).rejects.toThrow(sentence);
  });

  test("are missed when the login of the app is no member of its role", async () => {
    const database = await server.database();
    const opening = openStores({ ...database, operatorUrl: database.appUrl });
    await expect(opening).rejects.toMatchObject({ code: "forbidden" });
  });
});
