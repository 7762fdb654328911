import { testRollupStore } from "@solarmon/core/testing";
import { openTenantStores } from "@solarmon/embedded";
import { temporaryDirectory } from "../temporary-directory.ts";

const directories = new WeakMap<object, string>();

async function open(dir: string) {
  const { rollups } = await openTenantStores({ dir });
  directories.set(rollups, dir);
  return rollups;
}

testRollupStore("SqliteRollupStore", {
  create: async () => open(await temporaryDirectory()),
  restart: async (rollups) => {
    await rollups[Symbol.asyncDispose]();
    return open(directories.get(rollups) ?? "");
  },
});
