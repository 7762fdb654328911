import { type Chunk, type ChunkReading, readChunkReadings, utcDay } from "@solarmon/core";
import type { Session } from "../database/session.ts";
import { dayKey, type DeviceDay, findChunks } from "./chunk-table.ts";
import { HeldReading } from "./held-reading.ts";
import { findHot, type Identity } from "./hot-rows.ts";
import type { SourceTable } from "./source-table.ts";
import { findVersions } from "./version-table.ts";

export interface Found {
  readonly held: HeldReading;
  /** Whether it has a hot row, which may cover one in a chunk. */
  readonly isHot: boolean;
}

/** What is stored of each asked reading, hot or in a chunk, by its place among the asked. Hot rows are locked. */
export async function findHeld(
  session: Session,
  sources: SourceTable,
  asked: readonly Identity[],
): Promise<ReadonlyMap<number, Found>> {
  const hot = new Map(await findHot(session, asked));
  const rest = [...asked.keys()].filter((place) => !hot.has(place));
  const sealed = await findSealed(session, asked, rest);
  const current = new Map([...hot, ...sealed]);
  const places = [...current.keys()];
  const versions = await findVersions(
    session,
    places.flatMap((place) => asked[place] ?? []),
  );
  const all = [...current.values(), ...[...versions.values()].flat()];
  await sources.know(new Set(all.map(({ source }) => source)));
  const found = new Map<number, Found>();
  for (const [index, place] of places.entries()) {
    const reading = current.get(place);
    const deviceId = asked[place]?.deviceId;
    if (!reading || deviceId === undefined) continue;
    const held = HeldReading.of(deviceId, versions.get(index) ?? [reading], sources);
    found.set(place, { held, isHot: hot.has(place) });
  }
  return found;
}

async function findSealed(
  session: Session,
  asked: readonly Identity[],
  places: readonly number[],
): Promise<ReadonlyMap<number, ChunkReading>> {
  const days = new Map<string, DeviceDay>();
  for (const place of places) {
    const day = deviceDayOf(asked[place]);
    if (day) days.set(dayKey(day), day);
  }
  const chunks = await findChunks(session, [...days.values()]);
  const opened = new Map<Chunk, ReadonlyMap<number, ChunkReading>>();
  const sealed = new Map<number, ChunkReading>();
  for (const place of places) {
    const day = deviceDayOf(asked[place]);
    const chunk = day && chunks.get(dayKey(day));
    if (!chunk) continue;
    let readings = opened.get(chunk);
    if (!readings) opened.set(chunk, (readings = byTime(readChunkReadings(chunk))));
    const reading = readings.get(asked[place]?.measuredAt ?? Number.NaN);
    if (reading) sealed.set(place, reading);
  }
  return sealed;
}

function deviceDayOf(identity: Identity | undefined): DeviceDay | undefined {
  return identity && { deviceId: identity.deviceId, day: utcDay(identity.measuredAt) };
}

/** Readings of one device by time. */
export function byTime(readings: readonly ChunkReading[]): Map<number, ChunkReading> {
  return new Map(readings.map((reading) => [reading.measuredAt, reading]));
}
