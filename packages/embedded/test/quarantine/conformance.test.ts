import type { Quarantine } from "@solarmon/core";
import { testQuarantine } from "@solarmon/core/testing";
import { openCatalog, openQuarantine, type SqliteCatalog } from "@solarmon/embedded";
import { join } from "node:path";
import { temporaryDirectory } from "../temporary-directory.ts";

const MAX_ENTRIES = 25;
const opened = new WeakMap<Quarantine, { file: string; catalog: SqliteCatalog }>();

async function open(file: string): Promise<Quarantine> {
  const catalog = await openCatalog({ file });
  const quarantine = openQuarantine({ catalog, maxEntries: MAX_ENTRIES });
  opened.set(quarantine, { file, catalog });
  return quarantine;
}

async function close(quarantine: Quarantine): Promise<string> {
  const found = opened.get(quarantine);
  await found?.catalog[Symbol.asyncDispose]();
  return found?.file ?? "";
}

testQuarantine("SqliteQuarantine", {
  bound: MAX_ENTRIES,
  create: async () => open(join(await temporaryDirectory(), "catalog.db")),
  restart: async (quarantine) => open(await close(quarantine)),
  close: async (quarantine) => {
    await close(quarantine);
  },
});
