import { join } from "node:path";
import { testAlarmStore } from "@solarmon/core/testing";
import { openAlarmStore, openCatalog } from "@solarmon/embedded";
import { temporaryDirectory } from "../temporary-directory.ts";

const files = new WeakMap<object, string>();

async function open(file: string) {
  const catalog = await openCatalog({ file });
  const opened = { catalog, alarms: openAlarmStore({ catalog }) };
  files.set(opened, file);
  return opened;
}

testAlarmStore("SqliteAlarmStore", {
  create: async () => open(join(await temporaryDirectory(), "catalog.db")),
  async restart(opened) {
    await opened.catalog[Symbol.asyncDispose]();
    return open(files.get(opened) ?? "");
  },
  close: ({ catalog }) => catalog[Symbol.asyncDispose](),
});
