import { openCatalog, type SqliteCatalog } from "@solarmon/embedded";
import { readDataDir } from "../settings.ts";
import { dataPaths } from "./data-paths.ts";

/** The catalogue of the data folder that flag and environment name. A server may have it open, too. */
export function openFolderCatalog(dataDirFlag: string | undefined): Promise<SqliteCatalog> {
  const { catalog } = dataPaths(readDataDir(dataDirFlag, process.env));
  return openCatalog({ file: catalog });
}
