import type { Id } from "../ids.ts";
import type { PlantUpdate } from "../ports/live-bus.ts";
import type { LatestReading } from "../ports/reading-store.ts";

export interface SequencedUpdate {
  readonly sequence: number;
  readonly update: PlantUpdate;
}

interface Newest {
  readonly sequence: number;
  readonly reading: LatestReading;
}

/**
 * The last updates of one plant, and the newest reading of each device. The ring is the queue of all its subscribers
 * (each is only a place in it), so a slow one costs no memory.
 */
export class PlantRing {
  /** Every update with a higher sequence is in the ring. */
  completeAfter: number;
  /** Readings held in the ring. */
  size = 0;
  /** Iterations that are under way. */
  subscribers = 0;
  #updates: SequencedUpdate[] = [];
  #first = 0;
  #last: SequencedUpdate | undefined;
  readonly #newest = new Map<Id, Newest>();
  readonly #waiting = new Set<() => void>();

  constructor(completeAfter: number) {
    this.completeAfter = completeAfter;
  }

  get last(): SequencedUpdate | undefined {
    return this.#last;
  }

  /** Updates in the ring. */
  get length(): number {
    return this.#updates.length - this.#first;
  }

  add(entry: SequencedUpdate): void {
    this.#updates.push(entry);
    this.#last = entry;
    this.size += entry.update.devices.length;
    for (const reading of entry.update.devices) this.#note(entry.sequence, reading);
    this.wake();
  }

  #note(sequence: number, reading: LatestReading): void {
    const held = this.#newest.get(reading.deviceId);
    if (!held || reading.measuredAt >= held.reading.measuredAt)
      this.#newest.set(reading.deviceId, { sequence, reading });
  }

  dropOldest(): void {
    const dropped = this.#updates[this.#first];
    if (!dropped) return;
    this.#first += 1;
    this.size -= dropped.update.devices.length;
    this.completeAfter = dropped.sequence;
    // Shifting an array costs its length, so dropped places are given back in lots.
    if (this.#first < 64 || this.#first * 2 < this.#updates.length) return;
    this.#updates = this.#updates.slice(this.#first);
    this.#first = 0;
  }

  /** The first update after `sequence`, if it is in the ring, and how many follow it. */
  next(sequence: number): { entry: SequencedUpdate; following: number } | undefined {
    let low = this.#first;
    let high = this.#updates.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#updates[middle]?.sequence ?? 0) <= sequence) low = middle + 1;
      else high = middle;
    }
    const entry = this.#updates[low];
    return entry && { entry, following: this.#updates.length - low - 1 };
  }

  /** One update with the newest reading of each device that changed after `sequence`. */
  coalesced(sequence: number): SequencedUpdate | undefined {
    if (!this.#last || this.#last.sequence <= sequence) return undefined;
    const devices = [...this.#newest.values()]
      .filter((newest) => newest.sequence > sequence)
      .map(({ reading }) => reading);
    const measuredAt = devices.reduce(
      (newest, reading) => Math.max(newest, reading.measuredAt),
      this.#last.update.measuredAt,
    );
    return { sequence: this.#last.sequence, update: { ...this.#last.update, measuredAt, devices } };
  }

  /** Resolves at the next {@link wake}. */
  changed(): Promise<void> {
    return new Promise((resolve) => this.#waiting.add(resolve));
  }

  wake(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }
}
