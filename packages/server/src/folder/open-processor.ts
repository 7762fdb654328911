import { requireOneWriter } from "../services/require-one-writer.ts";
import type { Records } from "../services/records.ts";
import type { Services } from "../services/services.ts";
import { ProcessorLink } from "../processor/processor-link.ts";
import { setAsideIn } from "../processor/set-aside.ts";
import type { DataPaths } from "./data-paths.ts";
import { lockFolder } from "./lock-folder.ts";
import { makeFolder } from "./make-folder.ts";

/** A processor of our own for a folder that no server has open, and the lock that keeps others out meanwhile. */
export interface OwnProcessor extends AsyncDisposable {
  readonly link: ProcessorLink;
}

/** @throws `locked` when another command works on the folder, or a server on the database */
export async function openProcessor(
  paths: DataPaths,
  { catalog, quarantine }: Records,
  services: Services,
  onWarning: (message: string) => void,
): Promise<OwnProcessor> {
  await makeFolder(paths.root);
  await using stack = new AsyncDisposableStack();
  stack.use(lockFolder(paths));
  stack.use(await requireOneWriter(services, onWarning));
  const link = stack.use(new ProcessorLink({ dataDir: paths.root, services }, onWarning));
  await link.begin({ catalog, setAside: setAsideIn(catalog, quarantine) });
  const open = stack.move();
  return { link, [Symbol.asyncDispose]: () => open.disposeAsync() };
}
