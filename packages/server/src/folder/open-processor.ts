import { openQuarantine, type SqliteCatalog } from "@solarmon/embedded";
import { ProcessorLink } from "../processor/processor-link.ts";
import { setAsideIn } from "../processor/set-aside.ts";
import type { DataPaths } from "./data-paths.ts";
import { lockFolder } from "./lock-folder.ts";
import { makeFolder } from "./make-folder.ts";

/** A processor of our own for a folder that no server has open, and the lock that keeps others out meanwhile. */
export interface OwnProcessor extends AsyncDisposable {
  readonly link: ProcessorLink;
}

/** @throws `locked` when another command works on the folder */
export async function openProcessor(
  paths: DataPaths,
  catalog: SqliteCatalog,
  onWarning: (message: string) => void,
): Promise<OwnProcessor> {
  await makeFolder(paths.root);
  await using stack = new AsyncDisposableStack();
  stack.use(lockFolder(paths));
  const link = stack.use(new ProcessorLink(paths.root, onWarning));
  await link.begin({ catalog, setAside: setAsideIn(catalog, openQuarantine({ catalog })) });
  const open = stack.move();
  return { link, [Symbol.asyncDispose]: () => open.disposeAsync() };
}
