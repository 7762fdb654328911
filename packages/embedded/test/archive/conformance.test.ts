import { testArchive } from "@solarmon/core/testing";
import { openFileArchive } from "@solarmon/embedded";
import { temporaryDirectory } from "../temporary-directory.ts";

const dirs = new WeakMap<object, string>();

function open(dir: string) {
  const archive = openFileArchive({ dir });
  dirs.set(archive, dir);
  return archive;
}

testArchive("FileArchive", {
  create: async () => open(await temporaryDirectory()),
  restart: (archive) => open(dirs.get(archive) ?? ""),
});
