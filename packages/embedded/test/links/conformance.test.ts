import { join } from "node:path";
import { testLinkStore } from "@solarmon/core/testing";
import { openCatalog, openLinkStore } from "@solarmon/embedded";
import { temporaryDirectory } from "../temporary-directory.ts";

const files = new WeakMap<object, string>();

async function open(file: string) {
  const catalog = await openCatalog({ file });
  const opened = { catalog, links: openLinkStore({ catalog }) };
  files.set(opened, file);
  return opened;
}

testLinkStore("SqliteLinkStore", {
  create: async () => open(join(await temporaryDirectory(), "catalog.db")),
  async restart(opened) {
    await opened.catalog[Symbol.asyncDispose]();
    return open(files.get(opened) ?? "");
  },
  close: ({ catalog }) => catalog[Symbol.asyncDispose](),
});
