import {
  type AppendVerdict,
  type ChunkReading,
  type Id,
  type Instant,
  type ReadingVersion,
  StoredReading,
} from "@solarmon/core";
import type { SqliteFile } from "../sqlite/sqlite-file.ts";
import type { SourceNames } from "./source-names.ts";
import { findVersions, putVersion } from "./version-table.ts";

/** Where the current readings of a device are: hot rows, or the opened rows of a day. */
export interface CurrentReadings {
  find(measuredAt: Instant): ChunkReading | undefined;
  add(reading: ChunkReading): void;
  replace(reading: ChunkReading): void;
}

export interface Outcome {
  readonly verdict: AppendVerdict;
  readonly isTouched: boolean;
}

export interface OfferContext {
  readonly sqlite: SqliteFile;
  readonly sources: SourceNames;
  readonly deviceId: Id;
  readonly device: number;
}

const STORED: Outcome = { verdict: "stored", isTouched: false };
const REDELIVERED: Outcome = { verdict: "duplicate", isTouched: true };

/** Stores a reading that may be there already: the fold of all versions becomes the current one. */
export function offerReading(
  context: OfferContext,
  current: CurrentReadings,
  offered: ChunkReading,
): Outcome {
  const held = current.find(offered.measuredAt);
  if (!held) {
    current.add(offered);
    return STORED;
  }
  const versions = findVersions(context.sqlite, context.device, held.measuredAt);
  if (versions.length === 0 && isRedelivered(held, offered)) return REDELIVERED;
  return offerVersion(context, current, versions.length > 0 ? versions : [held], offered);
}

function offerVersion(
  context: OfferContext,
  current: CurrentReadings,
  versions: readonly ChunkReading[],
  offered: ChunkReading,
): Outcome {
  const stored = toStored(context, versions);
  const before = stored.versions;
  const outcome = stored.offer(toVersion(context, offered));
  if (stored.versions === before) return outcome;
  // One version is its own fold; the table is for readings that have more.
  if (stored.versions.length > 1)
    for (const version of before.length === 1 ? [...versions, offered] : [offered])
      putVersion(context.sqlite, context.device, version);
  current.replace(toCurrent(context, stored));
  return outcome;
}

function isRedelivered(held: ChunkReading, offered: ChunkReading): boolean {
  return (
    held.receivedAt === offered.receivedAt &&
    held.source === offered.source &&
    held.quality === offered.quality &&
    Buffer.compare(held.packed, offered.packed) === 0
  );
}

/** The version as the port speaks of it. */
function toVersion(
  { sources, deviceId }: OfferContext,
  { measuredAt, receivedAt, source, quality, packed }: ChunkReading,
): ReadingVersion {
  return {
    reading: { deviceId, measuredAt, quality, packed },
    receivedAt,
    source: sources.get(source),
  };
}

/** The reading that versions come to; at least one. */
export function toStored(context: OfferContext, versions: readonly ChunkReading[]): StoredReading {
  const [first, ...others] = versions.map((version) => toVersion(context, version));
  if (!first) throw new TypeError("a stored reading has a version");
  const stored = new StoredReading(first);
  for (const version of others) stored.offer(version);
  return stored;
}

/** The fold, with the provenance of the version that wins. */
function toCurrent({ sources }: OfferContext, stored: StoredReading): ChunkReading {
  const { measuredAt, quality, packed } = stored.current;
  const winner = stored.versions.at(-1);
  if (!winner) throw new TypeError("a stored reading has a version");
  const source = sources.ensure(winner.source);
  return { measuredAt, quality, packed, receivedAt: winner.receivedAt, source };
}
