import { systemClock } from "@solarmon/core";
import {
  openAlarmStore,
  openAuditLog,
  openCatalog,
  openLinkStore,
  openQuarantine,
  openQuotaStore,
  openSecretStore,
} from "@solarmon/embedded";
import type { Records } from "../services/records.ts";
import type { DataPaths } from "./data-paths.ts";

/** The records in a data folder. A server may have it open, too. */
export async function openFolderRecords(paths: DataPaths): Promise<Records> {
  const catalog = await openCatalog({ file: paths.catalog });
  return {
    catalog,
    quarantine: openQuarantine({ catalog }),
    secrets: await openSecretStore({ dir: paths.root }),
    alarms: openAlarmStore({ catalog, clock: systemClock }),
    links: openLinkStore({ catalog, clock: systemClock }),
    quotas: openQuotaStore({ catalog }),
    audit: openAuditLog({ catalog }),
    [Symbol.asyncDispose]: () => catalog[Symbol.asyncDispose](),
  };
}
