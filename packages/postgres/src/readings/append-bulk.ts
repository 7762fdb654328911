import { type ChunkReading, readChunkReadings, type Chunk } from "@solarmon/core";
import { type AppendContext, offerAll } from "./append-hot.ts";
import type { Offer } from "./append-plan.ts";
import { toChunkBytes } from "./chunk-bytes.ts";
import { dayKey, type DeviceDay, findChunks, type NewChunk, putChunks } from "./chunk-table.ts";
import { byTime } from "./find-held.ts";
import { HeldReading } from "./held-reading.ts";
import { closeHotDay, type DeviceReading, hotOfDay } from "./hot-rows.ts";
import { findVersions, putVersions } from "./version-table.ts";

/** Closed device-days that get many readings at once: each is opened, changed and written as a chunk. */
export async function appendBulk(context: AppendContext, offers: readonly Offer[]): Promise<void> {
  const groups = Map.groupBy(offers, ({ reading, day }) =>
    dayKey({ deviceId: reading.deviceId, day }),
  );
  const days = [...groups.values()].flatMap(([offer]) =>
    offer ? { deviceId: offer.reading.deviceId, day: offer.day } : [],
  );
  const chunks = await findChunks(context.session, days);
  const written: NewChunk[] = [];
  for (const day of days) {
    const key = dayKey(day);
    const readings = await changeDay(context, day, chunks.get(key), groups.get(key) ?? []);
    if (readings.length > 0) written.push({ ...day, bytes: toChunkBytes(readings) });
  }
  await putChunks(context.session, context.tenantId, written);
}

/** The readings of the day as they are now; none when nothing has changed. */
async function changeDay(
  context: AppendContext,
  { deviceId, day }: DeviceDay,
  chunk: Chunk | undefined,
  offers: readonly Offer[],
): Promise<readonly ChunkReading[]> {
  const { session, devices } = context;
  const draft = devices.of(deviceId);
  const rows = byTime(chunk ? readChunkReadings(chunk) : []);
  const isHot = draft.hotDays.has(day);
  if (isHot)
    for (const reading of await hotOfDay(session, deviceId, day))
      rows.set(reading.measuredAt, reading);
  const changed = await offerDay(context, rows, offers);
  if (changed.length === 0 && !isHot) return [];
  for (const { reading } of changed) rows.set(reading.measuredAt, reading);
  const sorted = [...rows.values()].toSorted((a, b) => a.measuredAt - b.measuredAt);
  if (isHot) await closeHotDay(session, [deviceId], day);
  devices.seal(draft, sorted, isHot ? day : undefined);
  return sorted;
}

/** The readings that the offers have changed; their versions are written. */
async function offerDay(
  context: AppendContext,
  rows: ReadonlyMap<number, ChunkReading>,
  offers: readonly Offer[],
): Promise<readonly DeviceReading[]> {
  const { session, sources, tenantId } = context;
  const groups = [...Map.groupBy(offers, ({ reading }) => reading.measuredAt).values()];
  const known = groups.flatMap(([offer]) =>
    offer && rows.has(offer.reading.measuredAt) ? offer.reading : [],
  );
  const versions = await findVersions(session, known);
  const versionsAt = new Map(
    known.map(({ measuredAt }, place) => [measuredAt, versions.get(place)]),
  );
  await sources.know(
    new Set([...rows.values(), ...[...versions.values()].flat()].map((r) => r.source)),
  );
  const changed: HeldReading[] = [];
  for (const group of groups) {
    const { deviceId, measuredAt } = group[0]?.reading ?? {};
    const row = rows.get(measuredAt ?? Number.NaN);
    const held =
      row && deviceId !== undefined
        ? HeldReading.of(deviceId, versionsAt.get(row.measuredAt) ?? [row], sources)
        : undefined;
    const reading = offerAll(context, held, group);
    if (reading?.isChanged) changed.push(reading);
  }
  await putVersions(
    session,
    tenantId,
    changed.flatMap((held) => held.versionRows()),
  );
  return changed.map((held) => held.current());
}
