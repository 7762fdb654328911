import type { ChunkReading, Instant } from "@solarmon/core";
import type { SqliteFile } from "../sqlite/sqlite-file.ts";
import { asBytes, asNumber, type SqlValue } from "../sqlite/sqlite-value.ts";

/** Length of the slot that leads the key of `hot`. Part of the stored form. */
const SLOT_MS = 300_000;

const COLUMNS = "measured_at, received_at, source, quality, packed";
const KEY = "slot = ? and device = ? and measured_at = ?";
// The cross join keeps the order: slots ascending, each a short range of the key.
const IN_SLOTS = `
  with recursive slots (slot) as (select ?1 union all select slot + 1 from slots where slot < ?2)
  select hot.measured_at, hot.received_at, hot.source, hot.quality, hot.packed
  from slots cross join hot on hot.slot = slots.slot and hot.device = ?3
  where hot.measured_at >= ?4 and hot.measured_at < ?5`;

export function slotOf(at: Instant): number {
  return Math.floor(at / SLOT_MS);
}

export function toReading(row: readonly SqlValue[]): ChunkReading {
  const [measuredAt, receivedAt, source, quality, packed] = row;
  return {
    measuredAt: asNumber(measuredAt),
    receivedAt: asNumber(receivedAt),
    source: asNumber(source),
    quality: asNumber(quality),
    packed: asBytes(packed),
  };
}

/** The hot reading of that identity, or `undefined`. */
export function findHot(sqlite: SqliteFile, device: number, at: Instant): ChunkReading | undefined {
  const row = sqlite.row(`select ${COLUMNS} from hot where ${KEY}`, slotOf(at), device, at);
  return row && toReading(row);
}

/** Hot readings of one device in `[start, end)`, ascending in time. */
export function hotBetween(
  sqlite: SqliteFile,
  device: number,
  start: Instant,
  end: Instant,
): ChunkReading[] {
  if (end <= start) return [];
  const rows = sqlite.rows(IN_SLOTS, slotOf(start), slotOf(end - 1), device, start, end);
  return rows.map(toReading);
}

/** Replaces a reading that is hot already. */
export function replaceHot(sqlite: SqliteFile, device: number, reading: ChunkReading): void {
  const { measuredAt, receivedAt, source, quality, packed } = reading;
  sqlite.run(
    `update hot set received_at = ?, source = ?, quality = ?, packed = ? where ${KEY}`,
    receivedAt,
    source,
    quality,
    packed,
    slotOf(measuredAt),
    device,
    measuredAt,
  );
}

/** Removes the hot readings of one device in `[start, end)`; both ends on borders of slots. */
export function removeHot(sqlite: SqliteFile, device: number, start: Instant, end: Instant): void {
  for (let slot = slotOf(start); slot < slotOf(end); slot++)
    sqlite.run("delete from hot where slot = ? and device = ?", slot, device);
}
