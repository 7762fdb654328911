import {
  type ChunkReading,
  type Id,
  type ReadingVersion,
  type Source,
  StoredReading,
} from "@solarmon/core";
import type { DeviceReading } from "./hot-rows.ts";
import type { Offer } from "./append-plan.ts";

/** Numbers of sources, either way. */
export interface SourceNumbers {
  numberOf(source: Source): number;
  get(number: number): Source;
}

/** A reading that is there, or comes to be during an append, with all that was offered for it. */
export class HeldReading {
  readonly #deviceId: Id;
  readonly #sources: SourceNumbers;
  readonly #stored: StoredReading;
  readonly #before: readonly ReadingVersion[];

  private constructor(
    deviceId: Id,
    sources: SourceNumbers,
    stored: StoredReading,
    before: readonly ReadingVersion[],
  ) {
    this.#deviceId = deviceId;
    this.#sources = sources;
    this.#stored = stored;
    this.#before = before;
  }

  /** @param versions - in any order, at least one */
  static of(deviceId: Id, versions: readonly ChunkReading[], sources: SourceNumbers): HeldReading {
    const [first, ...others] = versions.map(
      ({ measuredAt, receivedAt, source, quality, packed }): ReadingVersion => ({
        reading: { deviceId, measuredAt, quality, packed },
        receivedAt,
        source: sources.get(source),
      }),
    );
    if (!first) throw new TypeError("a stored reading has a version");
    const stored = new StoredReading(first);
    for (const version of others) stored.offer(version);
    return new HeldReading(deviceId, sources, stored, stored.versions);
  }

  /** A reading that was not there. */
  static first({ reading, receivedAt, source }: Offer, sources: SourceNumbers): HeldReading {
    const stored = new StoredReading({ reading, receivedAt, source });
    return new HeldReading(reading.deviceId, sources, stored, []);
  }

  get isChanged(): boolean {
    return this.#stored.versions !== this.#before;
  }

  offer({ reading, receivedAt, source, outcomes, index }: Offer): void {
    const outcome = this.#stored.offer({ reading, receivedAt, source });
    outcomes.verdicts[index] = outcome.verdict;
    if (outcome.isTouched) outcomes.touched.push(index);
  }

  /** The fold, with the provenance of the version that wins. */
  current(): DeviceReading {
    const { measuredAt, quality, packed } = this.#stored.current;
    const winner = this.versions.at(-1);
    if (!winner) throw new TypeError("a stored reading has a version");
    const source = this.#sources.numberOf(winner.source);
    const { receivedAt } = winner;
    const reading = { measuredAt, receivedAt, source, quality, packed };
    return { deviceId: this.#deviceId, reading };
  }

  /** The winner last. */
  get versions(): readonly ReadingVersion[] {
    return this.#stored.versions;
  }

  /** What the table of versions has to hold: one version is its own fold. */
  versionRows(): readonly DeviceReading[] {
    if (!this.isChanged || this.versions.length < 2) return [];
    return this.versions.map(({ reading, receivedAt, source }) => ({
      deviceId: this.#deviceId,
      reading: {
        measuredAt: reading.measuredAt,
        receivedAt,
        source: this.#sources.numberOf(source),
        quality: reading.quality,
        packed: reading.packed,
      },
    }));
  }
}
