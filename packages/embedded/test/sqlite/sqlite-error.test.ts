import { writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import { expect, test } from "vitest";
import { SqliteFile } from "../../src/sqlite/sqlite-file.ts";
import { temporaryDirectory } from "../temporary-directory.ts";

async function newFile(): Promise<SqliteFile> {
  const sqlite = new SqliteFile(join(await temporaryDirectory(), "a.db"));
  sqlite.exec("create table t (x blob)");
  return sqlite;
}

test("a database without room for a write says storage_full, undoes it and goes on", async () => {
  const sqlite = await newFile();
  sqlite.write(() => sqlite.run("insert into t values (1)"));
  sqlite.exec("pragma max_page_count = 20");
  const big = (): void => sqlite.run("insert into t values (zeroblob(200000))");
  expect(() => sqlite.write(big)).toThrow(expect.objectContaining({ code: "storage_full" }));
  expect(sqlite.row("select count(*) from t")).toEqual([1]);
  sqlite.exec("pragma max_page_count = 10000");
  sqlite.write(big);
  expect(sqlite.row("select count(*) from t")).toEqual([2]);
  sqlite.close();
});

test("a damaged file says storage_corrupt", async () => {
  const path = join(await temporaryDirectory(), "a.db");
  writeFileSync(path, "no database".repeat(1_000));
  expect(() => new SqliteFile(path)).toThrow(expect.objectContaining({ code: "storage_corrupt" }));
});

test("a directory that is not there says unavailable", async () => {
  const path = join(await temporaryDirectory(), "missing", "a.db");
  expect(() => new SqliteFile(path)).toThrow(
    expect.objectContaining({
      code: "unavailable",
      message: expect.stringContaining("this user may not write there"),
    }),
  );
});

test("what is thrown inside a transaction undoes it and comes out as it was", async () => {
  const sqlite = await newFile();
  const mistake = new TypeError("a mistake");
  expect(() =>
    sqlite.write(() => {
      sqlite.run("insert into t values (1)");
      throw mistake;
    }),
  ).toThrow(mistake);
  expect(sqlite.row("select count(*) from t")).toEqual([0]);
  sqlite.close();
});

test("a read sees one state while another connection writes", async () => {
  const sqlite = await newFile();
  using other = new DatabaseSync(sqlite.path);
  sqlite.read(() => {
    expect(sqlite.row("select count(*) from t")).toEqual([0]);
    other.exec("insert into t values (1)");
    expect(sqlite.row("select count(*) from t")).toEqual([0]);
  });
  expect(sqlite.row("select count(*) from t")).toEqual([1]);
  sqlite.close();
});
