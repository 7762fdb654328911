import { join } from "node:path";
import { testAuditLog } from "@solarmon/core/testing";
import { openAuditLog, openCatalog } from "@solarmon/embedded";
import { temporaryDirectory } from "../temporary-directory.ts";

const files = new WeakMap<object, string>();

async function open(file: string) {
  const catalog = await openCatalog({ file });
  const opened = { catalog, audit: openAuditLog({ catalog }) };
  files.set(opened, file);
  return opened;
}

testAuditLog("SqliteAuditLog", {
  create: async () => open(join(await temporaryDirectory(), "catalog.db")),
  async restart(opened) {
    await opened.catalog[Symbol.asyncDispose]();
    return open(files.get(opened) ?? "");
  },
  close: ({ catalog }) => catalog[Symbol.asyncDispose](),
});
