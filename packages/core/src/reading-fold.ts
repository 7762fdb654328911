import { PackedCursor, writePacked } from "./packed-values.ts";
import type { ReadingVersion } from "./ports/reading-store.ts";
import type { PackedReading } from "./reading.ts";

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length);
  for (let index = 0; index < shared; index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/**
 * Order in which versions of one reading win, the winner last: source rank, then received time, then packed bytes,
 * then quality. Total, so that every store sorts alike whatever the order of arrival.
 */
export function compareVersions(a: ReadingVersion, b: ReadingVersion): number {
  return (
    a.source.rank - b.source.rank ||
    a.receivedAt - b.receivedAt ||
    compareBytes(a.reading.packed, b.reading.packed) ||
    a.reading.quality - b.reading.quality
  );
}

function packMap(values: ReadonlyMap<number, number>): Uint8Array {
  const target = new Uint8Array(values.size * 10);
  let offset = 0;
  for (const [code, value] of [...values].toSorted(([a], [b]) => a - b))
    offset = writePacked(target, offset, code, Number.isNaN(value) ? null : value);
  return target.slice(0, offset);
}

/**
 * The reading that its versions come to: per point the value of the last version (see {@link compareVersions}) that
 * has one, `null` only where none has; quality of the last version.
 *
 * @param versions - at least one, of the same device and time, in the order of {@link compareVersions}
 */
export function foldVersions(
  versions: readonly [ReadingVersion, ...ReadingVersion[]],
): PackedReading {
  const newest = versions.at(-1) ?? versions[0];
  if (versions.length === 1) return newest.reading;
  const values = new Map<number, number>();
  const cursor = new PackedCursor();
  for (const { reading } of versions) {
    cursor.reset(reading.packed);
    while (cursor.next())
      if (!Number.isNaN(cursor.value) || !values.has(cursor.code))
        values.set(cursor.code, cursor.value);
  }
  return { ...newest.reading, packed: packMap(values) };
}
