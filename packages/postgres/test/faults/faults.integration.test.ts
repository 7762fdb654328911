import {
  type Envelope,
  MINUTE_MS,
  newId,
  SolarmonError,
  type TenantReadings,
} from "@solarmon/core";
import { scopeOf } from "@solarmon/core/authority";
import { envelope, reading, TEST_DAY, VirtualClock } from "@solarmon/core/testing";
import type { PostgresStores } from "@solarmon/postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  missingOwnPostgres,
  type OwnPostgres,
  startPostgres,
} from "../../../../scripts/services/postgres.ts";
import {
  openStores,
  startTestServer,
  type TestDatabase,
  type TestServer,
} from "../support/test-database.ts";

const WRITERS = 3;
const KILLS = 4;
const DEVICES = 20;
const RECOVERY_MS = 60_000;

describe.skipIf(missingOwnPostgres())("a server that dies", () => {
  let postgres: OwnPostgres;
  let server: TestServer;
  let database: TestDatabase;
  let stores: PostgresStores;

  beforeAll(async () => {
    server = await startTestServer(async () => (postgres = await startPostgres()));
    database = await server.database();
    stores = await openStores(database, { clock: new VirtualClock(TEST_DAY) });
  }, 60_000);
  afterAll(async () => {
    await stores[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
  }, 60_000);

  test(
    "in the midst of writes loses nothing that was acknowledged, and counts nothing twice",
    { timeout: 240_000 },
    async () => {
      const ending = new AbortController();
      const writers = Array.from({ length: WRITERS }, () => new Writer(stores, ending.signal));
      const writing = writers.map((writer) => writer.run());
      for (let kill = 0; kill < KILLS; kill++) {
        const before = writers.map(({ acknowledged }) => acknowledged);
        await expect
          .poll(() => writers.every((one, n) => one.acknowledged > (before[n] ?? 0) + 5), {
            timeout: RECOVERY_MS,
          })
          .toBe(true);
        await postgres.kill();
        await postgres.start();
      }
      ending.abort();
      await Promise.all(writing);
      for (const writer of writers) {
        expect(writer.errors.every(isUnavailable)).toBe(true);
        const found = await writer.stored();
        expect(found.size).toBeGreaterThan(0);
        // what was sent last may be there without an answer
        const sent = writer.acknowledged;
        expect([sent, sent + 1]).toContain(found.size);
        for (const count of found.values()) expect(count).toBe(DEVICES);
      }
      expect(writers.some(({ errors }) => errors.length > 0)).toBe(true);
    },
  );

  test(
    "is told as unavailable, worth another try, and forgotten when it is back",
    { timeout: 120_000 },
    async () => {
      await postgres.kill();
      const calls = [
        () => stores.catalog.tenants(),
        () => stores.catalog.forTenant(scopeOf(newId())).plants(),
        () => stores.readings.forTenant(scopeOf(newId())).latest([newId()]),
        () => stores.rollups.forTenant(scopeOf(newId())).readBefore([newId()], "1d", 1),
      ];
      for (const call of calls) {
        const error: unknown = await call().catch((thrown: unknown) => thrown);
        expect(error).toMatchObject({ code: "unavailable", isRetryable: true });
      }
      await postgres.start();
      for (const call of calls) await expect(call()).resolves.toEqual([]);
    },
  );

  test("connections that the server ends are replaced", async () => {
    const own = stores.readings.forTenant(scopeOf(newId()));
    await expect(own.latest([newId()])).resolves.toEqual([]);
    const end = `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = '${database.name}' and pid <> pg_backend_pid()`;
    await server.admin(end);
    await expect
      .poll(async () => own.latest([newId()]).catch((error: unknown) => isUnavailable(error)), {
        timeout: RECOVERY_MS,
      })
      .toEqual([]);
  });
});

function isUnavailable(error: unknown): boolean {
  return SolarmonError.is(error) && error.code === "unavailable" && error.isRetryable;
}

/** Sends one minute of a plant after another, each until it is acknowledged. */
class Writer {
  acknowledged = 0;
  readonly errors: unknown[] = [];
  readonly #tenantId = newId();
  readonly #deviceIds = Array.from({ length: DEVICES }, newId);
  readonly #readings: TenantReadings;
  readonly #signal: AbortSignal;

  constructor({ readings }: PostgresStores, signal: AbortSignal) {
    this.#readings = readings.forTenant(scopeOf(this.#tenantId));
    this.#signal = signal;
  }

  async run(): Promise<void> {
    while (!this.#signal.aborted) {
      try {
        await this.#readings.append([this.#minute(this.acknowledged)]);
        this.acknowledged += 1;
      } catch (error) {
        this.errors.push(error);
      }
    }
  }

  #minute(n: number): Envelope {
    const measuredAt = TEST_DAY + n * MINUTE_MS;
    const readings = this.#deviceIds.map((deviceId) =>
      reading({ acPower: n }, { deviceId, measuredAt }),
    );
    return envelope(readings, { tenantId: this.#tenantId, receivedAt: measuredAt });
  }

  /** Readings of each minute that is there. */
  async stored(): Promise<ReadonlyMap<number, number>> {
    const counts = new Map<number, number>();
    const span = { start: TEST_DAY, end: TEST_DAY + 10_000 * 86_400_000 };
    const query = { deviceIds: this.#deviceIds, points: ["acPower"], span };
    for await (const page of this.#readings.read(query))
      for (const [row, at] of page.measuredAt.entries()) {
        const minute = (at - TEST_DAY) / MINUTE_MS;
        if (page.values["acPower"]?.[row] !== minute) throw new Error("another value was stored");
        counts.set(minute, (counts.get(minute) ?? 0) + 1);
      }
    return counts;
  }
}
