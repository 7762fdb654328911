import type { PostgresStores } from "@solarmon/postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { missingPostgres } from "../../../../scripts/services/postgres.ts";
import {
  openStores,
  startTestServer,
  type TestDatabase,
  type TestServer,
} from "../support/test-database.ts";

const SECRET = "correct horse battery staple";
const OLD = { id: "2025", bytes: new Uint8Array(32).fill(1) };
const NEW = { id: "2026", bytes: new Uint8Array(32).fill(2) };

describe.skipIf(missingPostgres())("secrets", () => {
  let server: TestServer;
  beforeAll(async () => void (server = await startTestServer()), 60_000);
  afterAll(() => server[Symbol.asyncDispose](), 60_000);

  async function opened(...secretKeys: { id: string; bytes: Uint8Array }[]) {
    const database = await server.database();
    return { database, stores: await openStores(database, { secretKeys }) };
  }

  async function rowsOf({ name }: TestDatabase): Promise<readonly Record<string, unknown>[]> {
    return server.admin("select * from solarmon.secrets order by name", name);
  }

  test("are nowhere in the database, and never look the same twice", async () => {
    const { database, stores } = await opened(OLD);
    await using _ = stores;
    await stores.secrets.put("a", SECRET);
    const [first] = await rowsOf(database);
    await stores.secrets.put("a", SECRET);
    const [second] = await rowsOf(database);
    for (const row of [first, second])
      for (const value of Object.values(row ?? {})) expect(String(value)).not.toContain("horse");
    for (const column of ["sealed", "wrapped_key"])
      expect(first?.[column]).not.toEqual(second?.[column]);
  });

  test("that were changed or exchanged are refused, not given out", async () => {
    const { database, stores } = await opened(OLD);
    await using _ = stores;
    for (const name of ["a", "b"]) await stores.secrets.put(name, `${SECRET} of ${name}`);
    for (const forgery of [
      "update solarmon.secrets set sealed = set_byte(sealed, 14, get_byte(sealed, 14) # 1) where name = 'a'",
      "update solarmon.secrets set wrapped_key = set_byte(wrapped_key, 14, 7) where name = 'a'",
      "update solarmon.secrets a set sealed = b.sealed, wrapped_key = b.wrapped_key from solarmon.secrets b where a.name = 'a' and b.name = 'b'",
      "update solarmon.secrets set sealed = '' where name = 'a'",
    ]) {
      await stores.secrets.put("a", SECRET);
      await server.admin(forgery, database.name);
      const refused = stores.secrets.get("a");
      await expect(refused).rejects.toMatchObject({ code: "storage_corrupt" });
      await expect(refused).rejects.not.toThrow(/horse/);
      await expect(stores.secrets.get("b")).resolves.toBe(`${SECRET} of b`);
    }
  });

  test("are opened by the key that sealed them, and wrapped anew under the next", async () => {
    const { database, stores: before } = await opened(OLD);
    for (let n = 0; n < 600; n++) await before.secrets.put(`name/${n}`, `secret ${n}`);
    await before[Symbol.asyncDispose]();
    const sealed = (await rowsOf(database)).map((row) => row["sealed"]);
    {
      await using without = await openStores(database, { secretKeys: [NEW] });
      const error = { code: "unavailable", isRetryable: false };
      await expect(without.secrets.get("name/1")).rejects.toMatchObject(error);
    }
    {
      await using both = await openStores(database, { secretKeys: [NEW, OLD] });
      await expect(both.secrets.get("name/7")).resolves.toBe("secret 7");
      await expect(both.secrets.rewrap()).resolves.toBe(600);
      await expect(both.secrets.rewrap()).resolves.toBe(0);
    }
    await using after = await openStores(database, { secretKeys: [NEW] });
    await expect(after.secrets.get("name/599")).resolves.toBe("secret 599");
    expect((await rowsOf(database)).map((row) => row["sealed"])).toEqual(sealed);
  });

  test("need a key of 32 bytes", async () => {
    const { stores, database } = await opened(OLD);
    await stores[Symbol.asyncDispose]();
    for (const secretKeys of [[], [{ id: "short", bytes: new Uint8Array(16) }]])
      await expect(openStores(database, { secretKeys })).rejects.toMatchObject({
        code: "invalid_argument",
      });
    await using without: PostgresStores = await openStores(database);
    expect(() => without.secrets).toThrow(/no secret keys/);
  });
});
