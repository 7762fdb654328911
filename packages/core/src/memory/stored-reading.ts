import type { AppendVerdict, LatestReading, ReadingVersion } from "../ports/reading-store.ts";
import type { PackedReading } from "../reading.ts";
import { PackedCursor } from "../packed-values.ts";
import { compareVersions, foldVersions } from "../reading-fold.ts";

function valuesOf(packed: Uint8Array): Map<number, number> {
  const values = new Map<number, number>();
  const cursor = new PackedCursor().reset(packed);
  while (cursor.next()) if (!Number.isNaN(cursor.value)) values.set(cursor.code, cursor.value);
  return values;
}

/** Whether `whole` has every value of `part`. */
function includes(whole: PackedReading, part: PackedReading): boolean {
  const values = valuesOf(whole.packed);
  return [...valuesOf(part.packed)].every(([code, value]) => values.get(code) === value);
}

function saysSame(a: PackedReading, b: PackedReading): boolean {
  return a.quality === b.quality && includes(a, b) && includes(b, a);
}

function hasSameBytes(a: PackedReading, b: PackedReading): boolean {
  return (
    a.quality === b.quality &&
    a.packed.length === b.packed.length &&
    a.packed.every((byte, index) => byte === b.packed[index])
  );
}

/**
 * One reading with every version that was given for it. A version whose bytes are held already only moves their
 * provenance forward: the set of (bytes, newest provenance) does not depend on the order of arrival.
 */
export class StoredReading {
  #versions: readonly [ReadingVersion, ...ReadingVersion[]];
  #current: PackedReading;

  constructor(first: ReadingVersion) {
    this.#versions = [first];
    this.#current = first.reading;
  }

  /** The fold of the versions. */
  get current(): PackedReading {
    return this.#current;
  }

  get versions(): readonly ReadingVersion[] {
    return this.#versions;
  }

  latest(): LatestReading {
    const { receivedAt } = this.#versions.at(-1) ?? this.#versions[0];
    const { deviceId, measuredAt, packed } = this.#current;
    return { deviceId, measuredAt, receivedAt, packed };
  }

  offer(version: ReadingVersion): { verdict: AppendVerdict; isTouched: boolean } {
    const held = this.#versions.find(({ reading }) => hasSameBytes(reading, version.reading));
    const isRedelivered = held?.receivedAt === version.receivedAt;
    if (held && compareVersions(version, held) <= 0)
      return { verdict: "duplicate", isTouched: isRedelivered };
    const before = this.#current;
    this.#keep(version, held);
    if (!saysSame(before, this.#current)) return { verdict: "replaced", isTouched: true };
    const isNews = !includes(this.#current, version.reading);
    return { verdict: isNews ? "outranked" : "duplicate", isTouched: isRedelivered };
  }

  #keep(version: ReadingVersion, instead: ReadingVersion | undefined): void {
    const others = this.#versions.filter((other) => other !== instead);
    const [first = version, ...rest] = [...others, version].toSorted(compareVersions);
    this.#versions = [first, ...rest];
    this.#current = foldVersions(this.#versions);
  }
}
