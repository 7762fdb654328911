import { newId } from "@solarmon/core";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  missingPostgres,
  postgresService,
  type PostgresService,
} from "../../../../scripts/services/postgres.ts";
import {
  byteaArray,
  int2Array,
  int4Array,
  int8Array,
  uuidArray,
} from "../../src/database/binary-arrays.ts";

const WHOLE = [0, 1, -1, 127, -128, 32_767, -32_768];
const LONG = [2 ** 31 - 1, -(2 ** 31)];
const LONGEST = [2 ** 32, -(2 ** 32), 2 ** 53 - 1, -(2 ** 53 - 1), 1_718_000_000_000];

describe.skipIf(missingPostgres())("arrays in binary form", () => {
  let service: PostgresService;
  let client: Client;
  beforeAll(async () => {
    service = await postgresService();
    client = new Client({ connectionString: service.url });
    await client.connect();
  }, 60_000);
  afterAll(async () => {
    await client.end();
    await service[Symbol.asyncDispose]();
  });

  async function readBack(type: string, array: Buffer): Promise<unknown> {
    const text = `select array(select value::text from unnest($1::${type}[]) as value) as texts`;
    const { rows } = await client.query<{ texts: unknown }>(text, [array]);
    return rows[0]?.texts;
  }

  test("are read by the server as they were meant", async () => {
    const ids = [newId(), newId(), "00000000-0000-0000-0000-000000000000"];
    await expect(readBack("uuid", uuidArray(ids))).resolves.toEqual(ids);
    await expect(readBack("int2", int2Array(WHOLE))).resolves.toEqual(WHOLE.map(String));
    const four = [...WHOLE, ...LONG];
    await expect(readBack("int4", int4Array(four))).resolves.toEqual(four.map(String));
    const eight = [...four, ...LONGEST];
    await expect(readBack("int8", int8Array(eight))).resolves.toEqual(eight.map(String));
    const bytes = [new Uint8Array(), null, Uint8Array.of(0, 255, 92), new Uint8Array(3_000)];
    await expect(readBack("bytea", byteaArray(bytes))).resolves.toEqual([
      "\\x",
      null,
      "\\x00ff5c",
      `\\x${"00".repeat(3_000)}`,
    ]);
  });

  test("may be empty", async () => {
    for (const array of [uuidArray([]), int8Array([]), byteaArray([])])
      expect(array).toHaveLength(20);
    await expect(readBack("int8", int8Array([]))).resolves.toEqual([]);
  });
});
