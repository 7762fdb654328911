import { connectPostgres, migrate, openPostgres } from "@solarmon/postgres";
import { randomBytes } from "node:crypto";
import type { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  missingPostgres,
  postgresService,
  type PostgresService,
} from "../../../../scripts/services/postgres.ts";
import { MIGRATIONS } from "../../src/migrations/migrations.ts";
import { rawPool } from "../support/test-database.ts";

const NAMES = MIGRATIONS.map(({ name }) => name);
const NEXT = { name: "notes", sql: "create table solarmon.notes (text text)" };

describe.skipIf(missingPostgres())("migrations", () => {
  let service: PostgresService;
  let admin: Pool;
  const made: string[] = [];
  beforeAll(async () => {
    service = await postgresService(["fsync = off"]);
    admin = rawPool(service.url, 1);
  }, 60_000);
  afterAll(async () => {
    for (const name of made) await admin.query(`drop database ${name} with (force)`);
    await admin.end();
    await service[Symbol.asyncDispose]();
  }, 60_000);

  async function emptyDatabase(user?: { readonly name: string; readonly password: string }) {
    const name = `solarmon_migrate_${randomBytes(6).toString("hex")}`;
    made.push(name);
    await admin.query(`create database ${name} ${user ? `owner ${user.name}` : ""}`);
    const url = new URL(service.url);
    url.pathname = `/${name}`;
    if (user) Object.assign(url, { username: user.name, password: user.password });
    const pool = rawPool(url.href);
    return { url: url.href, pool, [Symbol.asyncDispose]: () => pool.end() };
  }

  test("run once, in order, and tell which", async () => {
    await using database = await emptyDatabase();
    const version = MIGRATIONS.length;
    await expect(migrate(database.pool)).resolves.toEqual({ applied: NAMES, version });
    await expect(migrate(database.pool)).resolves.toEqual({ applied: [], version });
    const later = migrate(database.pool, [...MIGRATIONS, NEXT]);
    await expect(later).resolves.toEqual({ applied: ["notes"], version: version + 1 });
    const owners = await database.pool.query(
      "select distinct tableowner from pg_tables where schemaname = 'solarmon'",
    );
    expect(owners.rows).toEqual([{ tableowner: "solarmon_owner" }]);
  });

  test("run once when many start at once", async () => {
    await using database = await emptyDatabase();
    const reports = await Promise.all([1, 2, 3, 4].map(() => migrate(database.pool)));
    expect(reports.filter(({ applied }) => applied.length > 0)).toHaveLength(1);
  });

  test("are all or nothing", async () => {
    await using database = await emptyDatabase();
    const broken = { name: "broken", sql: "create table solarmon.half (a int); select 1 / 0" };
    await expect(migrate(database.pool, [...MIGRATIONS, broken])).rejects.toThrow(/SQLSTATE 22012/);
    const { rows } = await database.pool.query(
      "select to_regclass('solarmon.migrations') as found",
    );
    expect(rows).toEqual([{ found: null }]);
    await expect(migrate(database.pool)).resolves.toMatchObject({ applied: NAMES });
  });

  test("of a later program are refused, by migrate and by open", async () => {
    await using database = await emptyDatabase();
    await migrate(database.pool, [...MIGRATIONS, NEXT]);
    const refusal = { code: "storage_corrupt", message: expect.stringContaining("later version") };
    await expect(migrate(database.pool)).rejects.toMatchObject(refusal);
    await expect(openPostgres(connectPostgres(database))).rejects.toMatchObject(refusal);
  });

  test("that were changed after they ran are refused", async () => {
    await using database = await emptyDatabase();
    await migrate(database.pool);
    const changed = MIGRATIONS.map((one, n) => (n === 1 ? { ...one, sql: `${one.sql} ` } : one));
    await expect(migrate(database.pool, changed)).rejects.toMatchObject({
      code: "storage_corrupt",
      message: expect.stringContaining("migration 2 (catalog)"),
    });
  });

  test("are needed before the stores open", async () => {
    await using database = await emptyDatabase();
    const opening = openPostgres(connectPostgres(database));
    await expect(opening).rejects.toMatchObject({
      code: "storage_corrupt",
      message: /solarmon migrate/,
    });
    await migrate(database.pool, MIGRATIONS.slice(0, 2));
    await expect(openPostgres(connectPostgres(database))).rejects.toThrow(/version 2 of/);
  });

  test("need no superuser, and one login may serve for everything", async () => {
    const user = { name: `solarmon_maker_${randomBytes(6).toString("hex")}`, password: "secret" };
    await using first = await emptyDatabase();
    await migrate(first.pool); // the roles are there: an admin of the cluster has made them
    await admin.query(`create role ${user.name} login password '${user.password}'
      in role solarmon_owner, solarmon_app, solarmon_operator`);
    {
      await using database = await emptyDatabase(user);
      await expect(migrate(database.pool)).resolves.toMatchObject({ applied: NAMES });
      await using stores = await openPostgres(connectPostgres(database));
      const tenant = await stores.catalog.addTenant("Acme");
      await expect(stores.catalog.tenants()).resolves.toEqual([tenant]);
    }
    await admin.query(`drop database ${made.pop()} with (force)`);
    await admin.query(`drop role ${user.name}`);
  });
});
