import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { openCatalog, openQuotaStore } from "@solarmon/embedded";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../temporary-directory.ts";

const STATE = { counts: { day: [{ until: 1_718_000_000_000, calls: 3 }] }, blockedUntil: 0 };

async function openStore(groupMs?: number) {
  const catalog = await openCatalog({ file: join(await temporaryDirectory(), "catalog.db") });
  const written: number[] = [];
  const { database } = catalog;
  const exclusively = database.exclusively.bind(database);
  database.exclusively = (work) => {
    written.push(performance.now());
    return exclusively(work);
  };
  const store = openQuotaStore({ catalog, ...(groupMs === undefined ? {} : { groupMs }) });
  return { store, written, [Symbol.asyncDispose]: () => catalog[Symbol.asyncDispose]() };
}

test("a thousand saves at once are one write", async () => {
  await using opened = await openStore();
  const names = Array.from({ length: 1_000 }, (_, n) => `account ${n}`);
  await Promise.all(names.map((name) => opened.store.save(name, STATE)));
  expect(opened.written).toHaveLength(1);
  await expect(opened.store.load("account 999")).resolves.toEqual(STATE);
});

test("saves one after another are written no faster than the group's time", async () => {
  await using opened = await openStore(20);
  for (let n = 0; n < 5; n += 1) await opened.store.save("account", STATE);
  const [first = 0] = opened.written;
  expect(opened.written).toHaveLength(5);
  expect((opened.written.at(-1) ?? 0) - first).toBeGreaterThan(4 * 15);
});

test("a save that fails is said to all who share it, and the next ones count again", async () => {
  const file = join(await temporaryDirectory(), "catalog.db");
  await using catalog = await openCatalog({ file, busyTimeoutMs: 1 });
  const store = openQuotaStore({ catalog, groupMs: 0 });
  const other = new DatabaseSync(file);
  other.exec("BEGIN IMMEDIATE");
  const saving = ["a", "b"].map((name) => store.save(name, STATE).catch(({ code }) => code));
  await expect(Promise.all(saving)).resolves.toEqual(["locked", "locked"]);
  other.close();
  await store.save("a", STATE);
  await expect(store.load("a")).resolves.toEqual(STATE);
  await expect(store.load("b")).resolves.toBeUndefined();
});
