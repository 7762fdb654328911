import {
  type ChunkReading,
  type Id,
  type Instant,
  type LatestReading,
  readChunkReadings,
  type ReadingVersion,
  utcDay,
} from "@solarmon/core";
import { findChunk } from "./chunk-table.ts";
import { findHot } from "./hot-rows.ts";
import { toStored } from "./offer-reading.ts";
import type { ReadingTables } from "./reading-writer.ts";
import { findVersions } from "./version-table.ts";
import { asNumber } from "../sqlite/sqlite-value.ts";

/** The current reading of that identity, hot or in a chunk. */
function findReading(file: ReadingTables, device: number, at: Instant): ChunkReading | undefined {
  const hot = findHot(file.sqlite, device, at);
  if (hot) return hot;
  const chunk = findChunk(file.sqlite, device, utcDay(at));
  return chunk && readChunkReadings(chunk).find(({ measuredAt }) => measuredAt === at);
}

/** The newest reading of a device, if it has one. */
export function findLatest(file: ReadingTables, deviceId: Id): LatestReading | undefined {
  const device = file.devices.find(deviceId);
  if (device === undefined) return undefined;
  const row = file.sqlite.row("select last_at from devices where number = ?", device);
  const reading = row && findReading(file, device, asNumber(row[0]));
  if (!reading) return undefined;
  const { measuredAt, receivedAt, packed } = reading;
  return { deviceId, measuredAt, receivedAt, packed };
}

/** Every version of a reading, the winning one last. */
export function findHistory(
  file: ReadingTables,
  deviceId: Id,
  measuredAt: Instant,
): readonly ReadingVersion[] {
  const device = file.devices.find(deviceId);
  if (device === undefined) return [];
  const versions = findVersions(file.sqlite, device, measuredAt);
  const current = findReading(file, device, measuredAt);
  const all = versions.length > 0 ? versions : current ? [current] : [];
  if (all.length === 0) return [];
  return toStored({ ...file, deviceId, device }, all).versions;
}
