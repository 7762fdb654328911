// oxlint-disable vitest/valid-expect -- one test makes a statement on every table: the message says which failed
import type { PostgresStores } from "@solarmon/postgres";
import { envelope, reading, TEST_DAY, testId, testScope } from "@solarmon/core/testing";
import { newId, SOURCE_RANK, type TenantScope } from "@solarmon/core";
import { scopeOf } from "@solarmon/core/authority";
import type { Pool, PoolClient } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { missingPostgres } from "../../../../scripts/services/postgres.ts";
import {
  openStores,
  rawPool,
  startTestServer,
  type TestDatabase,
  type TestServer,
} from "../support/test-database.ts";
import { fillTenant } from "../support/fill-tenant.ts";
import { type Way, ways } from "../support/ways.ts";

/** Tables that hold something of a tenant. */
const TENANT_TABLES = `
  select relname from pg_class where relnamespace = 'solarmon'::regnamespace and relkind in ('r', 'p')
    and not relispartition and exists (select from pg_attribute
      where attrelid = pg_class.oid and attname = 'tenant_id' and not attisdropped) order by relname`;

/** Tables that the app may add to, and neither change nor clear. */
const ONLY_ADDED_TO: ReadonlySet<string> = new Set(["audit"]);
/** Tables that the app may read, and nothing else. */
const ONLY_READ: ReadonlySet<string> = new Set(["usage_positions", "usage_days", "usage_plants"]);
const NOT_CHANGED: ReadonlySet<string> = new Set([...ONLY_ADDED_TO, ...ONLY_READ]);

async function seen(client: Pick<PoolClient, "query">, table: string): Promise<Set<string>> {
  const { rows } = await client.query<{ tenant_id: string }>(
    `select distinct tenant_id from solarmon.${table}`,
  );
  return new Set(rows.map((row) => row.tenant_id));
}

function slow(client: PoolClient): Promise<unknown> {
  return client.query("select pg_sleep(60)");
}

describe.skipIf(missingPostgres()).each(ways())("raw SQL as the app role, $name", (named) => {
  let server: TestServer;
  let way: Way;
  let database: TestDatabase;
  let stores: PostgresStores;
  /** One connection, so that whatever one statement leaves behind the next would find. */
  let pool: Pool;
  let tables: readonly string[];
  const [ours, theirs] = [scopeOf(newId()), scopeOf(newId())];

  beforeAll(async () => {
    server = await startTestServer();
    const direct = await server.database();
    way = await named.open(direct);
    database = way.through(direct);
    stores = await openStores(database);
    for (const scope of [ours, theirs]) await fillTenant(stores, database, scope);
    pool = rawPool(database.appUrl, 1);
    const rows = await server.admin(TENANT_TABLES, database.name);
    tables = rows.map(({ relname }) => String(relname));
  }, 60_000);
  afterAll(async () => {
    await pool.end();
    await stores[Symbol.asyncDispose]();
    await way[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
  }, 60_000);

  /** Work as a tenant, as the store does it; whatever was done is undone. */
  async function as<Result>(
    { tenantId }: TenantScope,
    work: (client: PoolClient) => Promise<Result>,
  ): Promise<Result> {
    const client = await pool.connect();
    try {
      await client.query("begin");
      await client.query("select set_config('app.tenant_id', $1, true)", [tenantId]);
      return await work(client);
    } finally {
      await client.query("rollback");
      client.release();
    }
  }

  test("every table has rows of both tenants, so that there is something to see", async () => {
    expect(tables.length).toBeGreaterThan(14);
    for (const table of tables) {
      const rows = await server.admin(
        `select distinct tenant_id from solarmon.${table}`,
        database.name,
      );
      const ids = rows.map((row) => row["tenant_id"]);
      expect(new Set(ids), table).toEqual(new Set([ours.tenantId, theirs.tenantId]));
    }
  });

  test("sees the rows of the tenant of the transaction, and no others", async () => {
    for (const table of tables)
      for (const scope of [ours, theirs])
        await expect(
          as(scope, (client) => seen(client, table)),
          table,
        ).resolves.toEqual(new Set([scope.tenantId]));
  });

  test("sees nothing when no tenant was set, or one that does not exist", async () => {
    for (const table of tables) {
      await expect(seen(pool, table), table).resolves.toEqual(new Set());
      const stranger = testScope(77);
      await expect(as(stranger, (client) => seen(client, table))).resolves.toEqual(new Set());
    }
  });

  test("a tenant that is no id fails closed", async () => {
    const client = await pool.connect();
    try {
      await client.query("begin");
      await client.query("select set_config('app.tenant_id', 'x'' or true --', true)");
      await expect(client.query("select * from solarmon.plants")).rejects.toThrow(/uuid/);
    } finally {
      await client.query("rollback");
      client.release();
    }
  });

  test("no condition, join, subquery, function or lock reaches another tenant's row", async () => {
    const statements = [
      "select count(*)::int as n from solarmon.$T where tenant_id = '$X'",
      "select count(*)::int as n from solarmon.$T where tenant_id <> current_setting('app.tenant_id')::uuid or true and tenant_id = '$X'",
      "select count(*)::int as n from (select * from solarmon.$T union all select * from solarmon.$T) t where tenant_id = '$X'",
      "with t as materialized (select * from solarmon.$T) select count(*)::int as n from t where tenant_id = '$X'",
      "select count(*)::int as n from (values ('$X'::uuid)) v (id) join solarmon.$T t on t.tenant_id = v.id",
      "select count(*)::int as n from (values ('$X'::uuid)) v (id) left join lateral (select 1 as hit from solarmon.$T t where t.tenant_id = v.id limit 1) l on true where hit = 1",
      "select count(*)::int as n from (select tenant_id from solarmon.$T where tenant_id = '$X' for update) t",
      "select count(*)::int as n from solarmon.$T tablesample bernoulli (100) where tenant_id = '$X'",
      "select (case when exists (table solarmon.$T) then 0 else 0 end)::int as n",
    ];
    for (const table of tables)
      for (const statement of statements) {
        if (NOT_CHANGED.has(table) && statement.includes("for update")) continue;
        const text = statement.replaceAll("$T", table).replaceAll("$X", theirs.tenantId);
        const { rows } = await as(ours, (client) => client.query<{ n: number }>(text));
        expect(rows[0]?.n, text).toBe(0);
      }
  });

  test("changes and deletes rows of its own only", async () => {
    for (const table of tables) {
      if (NOT_CHANGED.has(table)) continue;
      const count = await countOf(table, theirs);
      for (const text of [
        `update solarmon.${table} set tenant_id = tenant_id where tenant_id = '${theirs.tenantId}'`,
        `delete from solarmon.${table} where tenant_id = '${theirs.tenantId}'`,
      ])
        await expect(
          as(ours, (client) => client.query(text)),
          text,
        ).resolves.toMatchObject({
          rowCount: 0,
        });
      await as(ours, (client) => client.query(`delete from solarmon.${table}`).catch(() => null));
      await expect(countOf(table, theirs), table).resolves.toBe(count);
    }
  });

  test("neither changes, locks nor removes a row of what is only added to, or only read", async () => {
    for (const table of NOT_CHANGED) {
      expect(tables).toContain(table);
      for (const text of [
        `update solarmon.${table} set tenant_id = tenant_id`,
        `delete from solarmon.${table}`,
        `select * from solarmon.${table} for update`,
        `select * from solarmon.${table} for key share`,
      ])
        await expect(
          as(ours, (client) => client.query(text)),
          text,
        ).rejects.toThrow(/permission denied/);
    }
  });

  test("cannot put a row into another tenant, nor move one there or take one", async () => {
    for (const table of tables) {
      const violates = ONLY_READ.has(table) ? /permission denied/ : /row-level security/;
      const copy = await columnsOf(table);
      const insert = `insert into solarmon.${table} (tenant_id, ${copy}) overriding system value
        select '${theirs.tenantId}', ${copy} from solarmon.${table} limit 1`;
      await expect(
        as(ours, (client) => client.query(insert)),
        insert,
      ).rejects.toThrow(violates);
      if (NOT_CHANGED.has(table)) continue;
      const move = `update solarmon.${table} set tenant_id = '${theirs.tenantId}'`;
      await expect(
        as(ours, (client) => client.query(move)),
        move,
      ).rejects.toThrow(violates);
    }
  });

  test("cannot overwrite through a conflict, merge, copy or truncate", async () => {
    const id = "00000000-0000-4000-8000-000000000099";
    const conflict = `insert into solarmon.tenants (tenant_id, name, created_at) values ('${theirs.tenantId}', 'mine', 1)
      on conflict (tenant_id) do update set name = 'mine'`;
    const merge = `merge into solarmon.tenants t using (values ('${theirs.tenantId}'::uuid)) v (id) on t.tenant_id = v.id
      when matched then update set name = 'mine'
      when not matched then insert (tenant_id, name, created_at) values ('${id}', 'mine', 1)`;
    for (const text of [conflict, merge, "copy solarmon.tenants from stdin"])
      await expect(
        as(ours, (client) => client.query(text)),
        text,
      ).rejects.toThrow(/row-level security/);
    for (const table of tables)
      await expect(
        as(ours, (client) => client.query(`truncate solarmon.${table}`)),
      ).rejects.toThrow(/permission denied/);
    const copied = await as(ours, (client) =>
      client.query("select count(*)::int as n from solarmon.tenants where name = 'mine'"),
    );
    expect(copied.rows).toEqual([{ n: 0 }]);
  });

  test("partitions cannot be reached but through their table", async () => {
    const rows = await server.admin(
      "select inhrelid::regclass::text as name from pg_inherits join pg_class c on c.oid = inhrelid where c.relkind = 'r'",
      database.name,
    );
    expect(rows.length).toBeGreaterThan(5);
    for (const { name } of rows)
      for (const text of [`select * from ${String(name)}`, `delete from ${String(name)}`])
        await expect(
          as(ours, (client) => client.query(text)),
          text,
        ).rejects.toThrow(/permission denied/);
  });

  test("has no way to become more than it is", async () => {
    for (const text of [
      "set role solarmon_owner",
      "set role solarmon_operator",
      "set session authorization solarmon_owner",
      "alter table solarmon.plants disable row level security",
      "drop policy tenant on solarmon.plants",
      "create policy open on solarmon.plants using (true)",
      "grant solarmon_operator to current_user",
      "create table solarmon.mine (id int)",
      "create function solarmon.mine() returns int language sql as 'select 1'",
      "select solarmon.add_partitions(0, 1)",
      "select solarmon.drop_chunk_partitions(1)",
      "select solarmon.protect('solarmon.plants')",
      "select * from solarmon.secrets",
      "select * from solarmon.quotas",
      "insert into solarmon.migrations (number, name, checksum) values (99, 'x', 'y')",
    ])
      await expect(
        as(ours, (client) => client.query(text)),
        text,
      ).rejects.toThrow(/permission denied|must be owner|must have admin option/);
    // turning it off turns reads into errors, not into all rows
    const off = as(ours, async (client) => {
      await client.query("set local row_security = off");
      return client.query("select * from solarmon.plants");
    });
    await expect(off).rejects.toThrow(/would be affected by row-level security/);
  });

  describe("a pooled connection", () => {
    const nothing = new Set<string>();

    test("knows no tenant after an error, whatever it was", async () => {
      for (const text of [
        "select 1 / 0",
        "select * from solarmon.no_such_table",
        "not even SQL",
        "insert into solarmon.plants (tenant_id) values (null)",
        "do $$ begin raise exception 'x'; end $$",
      ]) {
        await expect(as(theirs, (client) => client.query(text))).rejects.toThrow(/./);
        await expect(seen(pool, "plants"), text).resolves.toEqual(nothing);
        await expect(as(ours, (client) => seen(client, "plants"))).resolves.toEqual(
          new Set([ours.tenantId]),
        );
      }
    });

    test("knows no tenant after a statement that was cancelled or took too long", async () => {
      const late = as(theirs, async (client) => {
        await client.query("set local statement_timeout = '50ms'");
        return slow(client);
      });
      await expect(late).rejects.toThrow(/timeout/);
      await expect(seen(pool, "plants")).resolves.toEqual(nothing);
      const cancelled = as(theirs, async (client) => {
        const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
        const sleeping = slow(client);
        const ended = sleeping.then(String, String);
        await expect
          .poll(
            async () =>
              (
                await server.admin(`select pg_cancel_backend(${rows[0]?.pid})
            from pg_stat_activity where pid = ${rows[0]?.pid} and wait_event = 'PgSleep'`)
              ).length,
          )
          .toBe(1);
        await expect(ended).resolves.toMatch(/user request/);
      });
      await cancelled;
      await expect(seen(pool, "plants")).resolves.toEqual(nothing);
    });

    test("goes back to its tenant after a nested transaction, and to none after the outer", async () => {
      await as(ours, async (client) => {
        const set = "select set_config('app.tenant_id', $1, true)";
        await client.query("savepoint a");
        await client.query(set, [theirs.tenantId]);
        await expect(seen(client, "plants")).resolves.toEqual(new Set([theirs.tenantId]));
        await client.query("savepoint b");
        await expect(client.query("select 1 / 0")).rejects.toThrow(/division by zero/);
        await client.query("rollback to savepoint a");
        await expect(seen(client, "plants")).resolves.toEqual(new Set([ours.tenantId]));
        await client.query("release savepoint a");
        await expect(seen(client, "plants")).resolves.toEqual(new Set([ours.tenantId]));
      });
      await expect(seen(pool, "plants")).resolves.toEqual(nothing);
    });

    test("knows no tenant after the stores have used it, whatever went wrong there", async () => {
      const one = rawPool(database.appUrl, 1);
      const operatorPool = rawPool(database.operatorUrl, 1);
      const { openPostgres } = await import("@solarmon/postgres");
      await using opened = await openPostgres({ pool: one, operatorPool });
      const own = opened.catalog.forTenant(theirs);
      const [plant] = await own.plants();
      if (!plant) throw new TypeError("the tenant was given a plant");
      await expect(seen(one, "plants")).resolves.toEqual(nothing);
      await expect(own.addPlant(plant)).rejects.toMatchObject({ code: "conflict" });
      await expect(seen(one, "plants")).resolves.toEqual(nothing);
      const readings = opened.readings.forTenant(theirs);
      const tooLarge = { ...envelope([reading({ acPower: 1 })]), tenantId: theirs.tenantId };
      const wrong = { ...tooLarge, source: { name: "x", rank: 99_999 } };
      await expect(readings.append([wrong])).rejects.toThrow(/SQLSTATE 22003/);
      await expect(seen(one, "readings_hot")).resolves.toEqual(nothing);
      const { rows } = await one.query("select current_user = session_user as same");
      expect(rows).toEqual([{ same: true }]);
    });
  });

  test("is held by the stores even when their login is a superuser's", async () => {
    const { adminUrl } = database;
    await using opened = await openStores({ ...database, appUrl: adminUrl, operatorUrl: adminUrl });
    for (const { tenantId } of [ours, theirs]) {
      const scope = scopeOf(tenantId);
      const plants = await opened.catalog.forTenant(scope).plants();
      expect(plants.map((plant) => plant.tenantId)).toEqual([tenantId]);
      // both have a device of that id
      const latest = await opened.readings.forTenant(scope).latest([testId(100)]);
      expect(latest).toHaveLength(1);
    }
    const none = opened.catalog.forTenant(testScope(77));
    await expect(none.plants()).resolves.toEqual([]);
  });

  test("rows of both are still what they were", async () => {
    for (const scope of [ours, theirs]) {
      const [plant, ...others] = await stores.catalog.forTenant(scope).plants();
      expect([plant?.tenantId, others.length]).toEqual([scope.tenantId, 0]);
      const late = reading({ acPower: 3 }, { measuredAt: TEST_DAY + 5_000 });
      const given = { ...envelope([late], { rank: SOURCE_RANK.live }), tenantId: scope.tenantId };
      const [result] = await stores.readings.forTenant(scope).append([given]);
      expect(result?.verdicts).toEqual(["stored"]);
    }
  });

  async function countOf(table: string, { tenantId }: TenantScope): Promise<unknown> {
    const text = `select count(*)::int as n from solarmon.${table} where tenant_id = '${tenantId}'`;
    return (await server.admin(text, database.name))[0]?.["n"];
  }

  async function columnsOf(table: string): Promise<string> {
    const rows = await server.admin(
      `select attname from pg_attribute where attrelid = 'solarmon.${table}'::regclass and attnum > 0
       and not attisdropped and attname not in ('tenant_id', 'number') order by attnum`,
      database.name,
    );
    return rows.map(({ attname }) => String(attname)).join(", ") || "number";
  }
});
