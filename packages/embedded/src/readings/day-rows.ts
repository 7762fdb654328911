import { ChunkBuilder, type ChunkReading, type Instant } from "@solarmon/core";
import { nodeCompressor } from "./node-compressor.ts";
import type { CurrentReadings } from "./offer-reading.ts";

/** The readings of one device-day, opened for changes. */
export class DayRows implements CurrentReadings {
  readonly #rows: Map<Instant, ChunkReading>;
  #isChanged = false;

  constructor(readings: readonly ChunkReading[]) {
    this.#rows = new Map(readings.map((reading) => [reading.measuredAt, reading]));
  }

  get isChanged(): boolean {
    return this.#isChanged;
  }

  find(measuredAt: Instant): ChunkReading | undefined {
    return this.#rows.get(measuredAt);
  }

  add(reading: ChunkReading): void {
    this.replace(reading);
  }

  replace(reading: ChunkReading): void {
    this.#rows.set(reading.measuredAt, reading);
    this.#isChanged = true;
  }

  /** Ascending in time. */
  sorted(): ChunkReading[] {
    return [...this.#rows.values()].toSorted((a, b) => a.measuredAt - b.measuredAt);
  }
}

/** The chunk of readings that ascend in time. */
export function toChunk(readings: readonly ChunkReading[]): Uint8Array {
  const builder = new ChunkBuilder(readings.length);
  for (const reading of readings) builder.add(reading);
  return builder.encode(nodeCompressor);
}
