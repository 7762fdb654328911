import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DAY_MS, utcDay } from "@solarmon/core";
import { TEST_DAY, testId, testScope } from "@solarmon/core/testing";
import { openUsageLedger } from "@solarmon/embedded";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../temporary-directory.ts";

function booking(source: string, position: number) {
  const counts = { apiCalls: 1 };
  return { tenantId: testId(1), source, position: `${position}`, day: utcDay(TEST_DAY), counts };
}

test("the processor's thread and the server's may book in turn", async () => {
  const file = join(await temporaryDirectory(), "usage.db");
  await using one = openUsageLedger({ file, durability: "normal" });
  await using other = openUsageLedger({ file });
  for (let position = 1; position <= 5; position++) {
    await one.book([booking("log/0", position)]);
    await other.book([booking("process/1", position), booking("log/0", position)]);
  }
  one.sync();
  const span = { start: TEST_DAY, end: TEST_DAY + DAY_MS };
  await expect(other.days(testScope(1), span)).resolves.toMatchObject([{ apiCalls: 10 }]);
});

test("a file of a newer version is refused, and one that is none", async () => {
  const file = join(await temporaryDirectory(), "usage.db");
  {
    using newer = new DatabaseSync(file);
    newer.exec("PRAGMA user_version = 99");
  }
  expect(() => openUsageLedger({ file })).toThrow(/newer version/);
  await writeFile(file, "this is no database, ".repeat(100));
  expect(() => openUsageLedger({ file })).toThrow(
    expect.objectContaining({ code: "storage_corrupt" }),
  );
});
