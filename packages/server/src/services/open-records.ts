import type { DataPaths } from "../folder/data-paths.ts";
import type { Records } from "./records.ts";
import type { Services } from "./services.ts";

/** Opens the records of a data folder, or those on PostgreSQL where it is asked for. */
export async function openRecords(paths: DataPaths, services: Services): Promise<Records> {
  if (!services.postgres) {
    const { openFolderRecords } = await import("../folder/open-folder-records.ts");
    return await openFolderRecords(paths);
  }
  const { openPostgresStores } = await import("./open-postgres-stores.ts");
  const shared = await openPostgresStores(services.postgres, paths.root);
  const { catalog, quarantine, secrets, alarms, links, quotas, audit } = shared;
  return {
    catalog,
    quarantine,
    secrets,
    alarms,
    links,
    quotas,
    audit,
    shared,
    [Symbol.asyncDispose]: () => shared[Symbol.asyncDispose](),
  };
}
