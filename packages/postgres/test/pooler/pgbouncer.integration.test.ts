import {
  type Catalog,
  newId,
  type ReadingStore,
  type SolarmonError,
  type UsageLedger,
} from "@solarmon/core";
import { scopeOf } from "@solarmon/core/authority";
import {
  envelope,
  reading,
  TEST_DAY,
  testCatalog,
  testReadingStore,
  testUsageLedger,
  VirtualClock,
} from "@solarmon/core/testing";
import { connectPostgres, openPostgres, requireOwnSessions } from "@solarmon/postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { missingPgBouncer } from "../../../../scripts/services/pgbouncer.ts";
import { missingPostgres } from "../../../../scripts/services/postgres.ts";
import { storeSubjects } from "../support/store-subjects.ts";
import { openStores, startTestServer, type TestDatabase } from "../support/test-database.ts";
import type { TestServer } from "../support/test-database.ts";
import { pooled, type Way } from "../support/ways.ts";

const missing = missingPostgres() ?? missingPgBouncer();

/** A pool of `pg` for locks, as a server has one. */
function poolOf({ appUrl }: TestDatabase) {
  return connectPostgres({ url: appUrl, maxConnections: 2 }).pool;
}

/** In session mode there must be one for each connection of all processes; two of four are opened below. */
const MODES = [
  { mode: "session", poolSize: 8 },
  { mode: "transaction", poolSize: 3 },
] as const;

describe.skipIf(missing).each(MODES)("through PgBouncer in $mode mode", ({ mode, poolSize }) => {
  let server: TestServer;
  let way: Way;
  beforeAll(async () => {
    server = await startTestServer();
    way = await pooled(await server.database(), { mode, poolSize });
  }, 60_000);
  afterAll(async () => {
    await way?.[Symbol.asyncDispose]();
    await server?.[Symbol.asyncDispose]();
  }, 120_000);
  const subjects = storeSubjects(async () => way.through(await server.database()));

  testCatalog(
    "PostgresCatalog",
    subjects<Catalog>(({ catalog }) => catalog),
  );
  testReadingStore(
    "PostgresReadingStore, open days",
    subjects<ReadingStore>(({ readings }) => readings, { clock: new VirtualClock(0) }),
  );
  testReadingStore(
    "PostgresReadingStore, closed days",
    subjects<ReadingStore>(({ readings }) => readings),
  );
  testUsageLedger(
    "PostgresUsageLedger",
    subjects<UsageLedger>(({ usage }) => usage),
  );

  test("many write and read at once, whichever session each of them gets", async () => {
    const database = way.through(await server.database());
    await using first = await openStores(database);
    await using second = await openStores(database);
    const scopes = Array.from({ length: 6 }, () => scopeOf(newId()));
    const acts = scopes.flatMap((scope) =>
      [first, second].flatMap(({ readings }, opener) =>
        Array.from({ length: 20 }, async (_, n) => {
          const own = readings.forTenant(scope);
          const { deviceId, ...rest } = reading(
            { acPower: n },
            { measuredAt: TEST_DAY + (2 * n + opener) * 1_000 },
          );
          const given = envelope([{ deviceId, ...rest }]);
          const [result] = await own.append([{ ...given, tenantId: scope.tenantId }]);
          const [newest] = await own.latest([deviceId]);
          return [result?.verdicts, newest !== undefined];
        }),
      ),
    );
    expect(await Promise.all(acts)).toEqual(acts.map(() => [["stored"], true]));
  });

  test("locks are refused where sessions change hands, and only there", async () => {
    const direct = await server.database();
    const ownSessions = poolOf(direct);
    await expect(requireOwnSessions(ownSessions)).resolves.toBeUndefined();
    await ownSessions.end();
    const pool = poolOf(way.through(direct));
    const outcome = requireOwnSessions(pool).then(
      () => "session",
      ({ code }: SolarmonError) => code,
    );
    await expect(outcome).resolves.toBe(mode === "session" ? "session" : "unsupported");
    await pool.end();
  });

  test("a PgBouncer that refuses our time limits is told how to take them", async () => {
    const direct = await server.database();
    await using strict = await pooled(direct, { mode, passedOver: [] });
    const { appUrl: url, operatorUrl } = strict.through(direct);
    await expect(openPostgres(connectPostgres({ url, operatorUrl }))).rejects.toMatchObject({
      code: "unsupported",
      isRetryable: false,
      message: expect.stringContaining("ignore_startup_parameters"),
    });
  });

  test("a time limit of the log-in holds in place of ours", async () => {
    const direct = await server.database();
    const { username } = new URL(direct.appUrl);
    await server.admin(`alter role ${username} in database ${direct.name}
        set statement_timeout = '61s'`);
    const pool = poolOf(way.through(direct));
    const connection = await pool.connect();
    const { rows } = await connection.query({ text: "show statement_timeout" });
    expect(rows).toEqual([{ statement_timeout: "61s" }]);
    connection.release(true);
    await pool.end();
  });
});
