import type { Catalog } from "@solarmon/core";
import { commandActor } from "../audit/actors.ts";
import { type AuditedRecords, auditRecords, tellLostEntry } from "../audit/audit-records.ts";
import { openRecords } from "../services/open-records.ts";
import { readServices } from "../services/read-services.ts";
import { readDataDir } from "../settings.ts";
import { dataPaths } from "./data-paths.ts";

/**
 * The records that flag and environment name, for a command, which is noted as who changes them. A server may have them
 * open, too.
 */
export async function openRecordsAtHand(dataDirFlag: string | undefined): Promise<AuditedRecords> {
  const paths = dataPaths(readDataDir(dataDirFlag, process.env));
  const records = await openRecords(paths, readServices(process.env));
  return auditRecords(records, commandActor(), tellLostEntry);
}

/** The catalogue of these records; closing it closes them. */
export async function openFolderCatalog(dataDirFlag: string | undefined): Promise<Catalog> {
  const { catalog } = await openRecordsAtHand(dataDirFlag);
  return catalog;
}
