import { randomBytes } from "node:crypto";
import { setTimeout as pass } from "node:timers/promises";
import type { Lock } from "@solarmon/core";
import { testLock } from "@solarmon/core/testing";
import { Client } from "pg";
import { afterAll, beforeAll, describe } from "vitest";
import {
  missingPostgres,
  postgresService,
  type PostgresService,
} from "../../../../scripts/services/postgres.ts";
import { openPostgresLock, type OpenLock } from "../../src/services/open-lock.ts";

async function newDatabase(adminUrl: string): Promise<string> {
  const name = `locks_${randomBytes(6).toString("hex")}`;
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return url.href;
}

describe.skipIf(missingPostgres())("on a real server", () => {
  let postgres: PostgresService;
  beforeAll(async () => {
    postgres = await postgresService();
  });
  afterAll(() => postgres?.[Symbol.asyncDispose]());
  const opened = new Map<Lock, OpenLock>();

  testLock("PostgresLock", {
    // of a database of its own: the server may not have noticed yet that the last test's connections are gone
    create: async () => {
      const open = await openPostgresLock(await newDatabase(postgres.url));
      opened.set(open.lock, open);
      return { lock: open.lock, pass: (durationMs) => pass(durationMs) };
    },
    close: async ({ lock }) => opened.get(lock)?.[Symbol.asyncDispose](),
  });
});
