import { testSecretStore } from "@solarmon/core/testing";
import { openSecretStore } from "@solarmon/embedded";
import { temporaryDirectory } from "../temporary-directory.ts";

const dirs = new WeakMap<object, string>();

async function open(dir: string) {
  const store = await openSecretStore({ dir });
  dirs.set(store, dir);
  return store;
}

testSecretStore("FileSecretStore", {
  create: async () => open(await temporaryDirectory()),
  restart: (store) => open(dirs.get(store) ?? ""),
});
