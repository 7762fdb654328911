import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it } from "vitest";
import { checkDatabase, pinDatabase } from "@solarmon/embedded";
import { temporaryDirectory } from "../temporary-directory.ts";

function makeDatabase(path: string, rows: number): DatabaseSync {
  const database = new DatabaseSync(path);
  database.exec("pragma journal_mode = wal; create table item (number integer, text text)");
  addRows(database, rows);
  return database;
}

function addRows(database: DatabaseSync, rows: number): void {
  const insert = database.prepare("insert into item values (?, ?)");
  database.exec("begin");
  for (let number = 0; number < rows; number++) insert.run(number, "x".repeat(400));
  database.exec("commit");
}

function countOf(path: string): unknown {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    return database.prepare("select count(*) as count from item").get()?.["count"];
  } finally {
    database.close();
  }
}

describe("a pinned database", () => {
  it("is copied as it was when it was pinned, whatever is written before and while it is copied", async () => {
    const dir = await temporaryDirectory();
    const [path, copy] = [join(dir, "live.db"), join(dir, "copy.db")];
    const live = makeDatabase(path, 50_000); // some thousand pages: more than one step
    {
      using pinned = pinDatabase(path);
      addRows(live, 1_000);
      let steps = 0;
      await pinned.copyTo(copy, () => {
        steps += 1;
        addRows(live, 10);
      });
      expect(steps).toBeGreaterThan(1);
    }
    live.close();
    checkDatabase(copy);
    expect(countOf(copy)).toBe(50_000);
    expect(countOf(path)).toBeGreaterThan(51_000);
  });

  it("is refused when the file is no database", async () => {
    const dir = await temporaryDirectory();
    const path = join(dir, "no.db");
    await writeFile(path, "certainly no database, but long enough to be looked at".repeat(20));
    expect(() => pinDatabase(path)).toThrow(expect.objectContaining({ code: "storage_corrupt" }));
    expect(() => checkDatabase(path)).toThrow(expect.objectContaining({ code: "storage_corrupt" }));
  });
});
