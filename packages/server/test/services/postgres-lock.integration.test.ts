import { setTimeout as pass } from "node:timers/promises";
import type { Lock } from "@solarmon/core";
import { testLock } from "@solarmon/core/testing";
import { afterAll, beforeAll, describe } from "vitest";
import {
  missingPostgres,
  postgresService,
  type PostgresService,
} from "../../../../scripts/services/postgres.ts";
import { openPostgresLock, type OpenLock } from "../../src/services/open-lock.ts";

describe.skipIf(missingPostgres())("on a real server", () => {
  let postgres: PostgresService;
  beforeAll(async () => {
    postgres = await postgresService();
  });
  afterAll(() => postgres?.[Symbol.asyncDispose]());
  const opened = new Map<Lock, OpenLock>();

  testLock("PostgresLock", {
    create: async () => {
      const open = await openPostgresLock(postgres.url);
      opened.set(open.lock, open);
      return { lock: open.lock, pass: (durationMs) => pass(durationMs) };
    },
    close: async ({ lock }) => opened.get(lock)?.[Symbol.asyncDispose](),
  });
});
