import { testCatalog, VirtualClock } from "@solarmon/core/testing";
import { openCatalog } from "@solarmon/embedded";
import { join } from "node:path";
import { temporaryDirectory } from "../temporary-directory.ts";

const files = new WeakMap<object, string>();

async function open(file: string) {
  const catalog = await openCatalog({ file, clock: new VirtualClock() });
  files.set(catalog, file);
  return catalog;
}

testCatalog("SqliteCatalog", {
  create: async () => open(join(await temporaryDirectory(), "catalog.db")),
  restart: async (catalog) => {
    await catalog[Symbol.asyncDispose]();
    return open(files.get(catalog) ?? "");
  },
});
