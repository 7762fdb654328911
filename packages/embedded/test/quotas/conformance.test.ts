import { join } from "node:path";
import { testQuotaStore } from "@solarmon/core/testing";
import { openCatalog, openQuotaStore, type SqliteCatalog } from "@solarmon/embedded";
import { temporaryDirectory } from "../temporary-directory.ts";

const catalogs = new WeakMap<object, { readonly file: string; readonly catalog: SqliteCatalog }>();

async function open(file: string) {
  const catalog = await openCatalog({ file });
  const store = openQuotaStore({ catalog });
  catalogs.set(store, { file, catalog });
  return store;
}

testQuotaStore("SqliteQuotaStore", {
  create: async () => open(join(await temporaryDirectory(), "catalog.db")),
  async restart(store) {
    const { file = "", catalog } = catalogs.get(store) ?? {};
    await catalog?.[Symbol.asyncDispose]();
    return open(file);
  },
  close: async (store) => catalogs.get(store)?.catalog[Symbol.asyncDispose](),
});
