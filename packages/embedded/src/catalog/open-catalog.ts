import type { CatalogOptions, SqliteCatalog } from "./sqlite-catalog.ts";

/**
 * Opens a catalogue in a SQLite file. Several processes may have it open at once.
 *
 * @throws {@link SolarmonError} `storage_corrupt` written by a newer version · `locked` · `unavailable`
 */
export async function openCatalog(options: CatalogOptions): Promise<SqliteCatalog> {
  // The query builder is the largest part of this package; threads that only store readings go without it.
  const { openSqliteCatalog } = await import("./sqlite-catalog.ts");
  return openSqliteCatalog(options);
}
