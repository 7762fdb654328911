import { join } from "node:path";
import { scopeOf } from "@solarmon/core/authority";
import { TEST_DAY, testId, testScope } from "@solarmon/core/testing";
import type { QuarantineEntry } from "@solarmon/core";
import { openCatalog, openQuarantine } from "@solarmon/embedded";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../temporary-directory.ts";

const scope = testScope();

function entry(n: number): Omit<QuarantineEntry, "id"> {
  return {
    plantId: testId(10),
    deviceId: null,
    receivedAt: TEST_DAY + n,
    source: "mqtt",
    reason: "malformed",
    detail: `refusal ${n}`,
    sample: "{",
  };
}

async function openBoth() {
  const catalog = await openCatalog({ file: join(await temporaryDirectory(), "catalog.db") });
  const quarantine = openQuarantine({ catalog, maxEntries: 50 });
  return { catalog, quarantine, [Symbol.asyncDispose]: () => catalog[Symbol.asyncDispose]() };
}

test("adds in one turn are written together, each still kept", async () => {
  await using opened = await openBoth();
  const { quarantine } = opened;
  await Promise.all(Array.from({ length: 40 }, (_, n) => quarantine.add(scope, [entry(n)])));
  await expect(quarantine.list(scope, { limit: 50 })).resolves.toHaveLength(40);
  await expect(quarantine.list(scope, { limit: 1 })).resolves.toMatchObject([
    { detail: "refusal 39" },
  ]);
});

test("adding in the middle of a change to the catalogue disturbs neither", async () => {
  await using opened = await openBoth();
  const { catalog, quarantine } = opened;
  const rollBack = catalog.database.kysely.transaction().execute(async (transaction) => {
    await transaction
      .insertInto("tenants")
      .values({ id: testId(5), name: "undone", parentId: null, createdAt: 0 })
      .execute();
    await new Promise((resolve) => setTimeout(resolve, 20));
    throw new Error("undo");
  });
  const adding = quarantine.add(scope, [entry(1)]);
  await expect(rollBack).rejects.toThrow("undo");
  await adding;
  await expect(quarantine.list(scope)).resolves.toHaveLength(1);
  await expect(catalog.forTenant(scopeOf(testId(5))).tenant()).resolves.toBeUndefined();
});

test("the catalogue stays as durable as before an add", async () => {
  await using opened = await openBoth();
  const { catalog, quarantine } = opened;
  await quarantine.add(scope, [entry(1)]);
  const level = await catalog.database.exclusively((sqlite) =>
    sqlite.prepare("PRAGMA synchronous").get(),
  );
  expect(level).toMatchObject({ synchronous: 2 }); // FULL
});

test("the catalogue stays as durable also when another process holds it", async () => {
  const file = join(await temporaryDirectory(), "catalog.db");
  await using catalog = await openCatalog({ file, busyTimeoutMs: 0 });
  const quarantine = openQuarantine({ catalog });
  using other = new DatabaseSync(file);
  other.exec("BEGIN IMMEDIATE");
  await expect(quarantine.add(scope, [entry(1)])).rejects.toMatchObject({ code: "locked" });
  const level = await catalog.database.exclusively((sqlite) =>
    sqlite.prepare("PRAGMA synchronous").get(),
  );
  expect(level).toMatchObject({ synchronous: 2 }); // FULL
});

test("an add that fails is told, and leaves the next one unharmed", async () => {
  await using opened = await openBoth();
  const { catalog, quarantine } = opened;
  const rename = (from: string, to: string): Promise<void> =>
    catalog.database.exclusively((sqlite) => sqlite.exec(`ALTER TABLE ${from} RENAME TO ${to}`));
  await rename("quarantine", "elsewhere");
  await expect(quarantine.add(scope, [entry(1)])).rejects.toMatchObject({ code: "unavailable" });
  await rename("elsewhere", "quarantine");
  await quarantine.add(scope, [entry(2)]);
  await expect(quarantine.list(scope)).resolves.toMatchObject([{ detail: "refusal 2" }]);
});
