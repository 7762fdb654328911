import type { ChunkReading, Instant } from "@solarmon/core";
import type { SqliteFile } from "../sqlite/sqlite-file.ts";
import { toReading } from "./hot-rows.ts";

/** All versions of a reading that has more than one, in no order; empty when it has one. */
export function findVersions(sqlite: SqliteFile, device: number, at: Instant): ChunkReading[] {
  const rows = sqlite.rows(
    `select measured_at, received_at, source, quality, packed from versions
     where device = ? and measured_at = ?`,
    device,
    at,
  );
  return rows.map(toReading);
}

/** Keeps a version; one of the same content gets the new provenance. */
export function putVersion(sqlite: SqliteFile, device: number, version: ChunkReading): void {
  const { measuredAt, receivedAt, source, quality, packed } = version;
  sqlite.run(
    "insert or replace into versions values (?, ?, ?, ?, ?, ?)",
    device,
    measuredAt,
    quality,
    packed,
    receivedAt,
    source,
  );
}
