import type { Catalog } from "@solarmon/core";
import { openRecords } from "../services/open-records.ts";
import { readServices } from "../services/read-services.ts";
import type { Records } from "../services/records.ts";
import { readDataDir } from "../settings.ts";
import { dataPaths } from "./data-paths.ts";

/** The records that flag and environment name, for a command. A server may have them open, too. */
export async function openRecordsAtHand(dataDirFlag: string | undefined): Promise<Records> {
  const paths = dataPaths(readDataDir(dataDirFlag, process.env));
  return await openRecords(paths, readServices(process.env));
}

/** The catalogue of these records; closing it closes them. */
export async function openFolderCatalog(dataDirFlag: string | undefined): Promise<Catalog> {
  const { catalog } = await openRecordsAtHand(dataDirFlag);
  return catalog;
}
