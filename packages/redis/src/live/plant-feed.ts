import type { Id, TenantScope } from "@solarmon/core";
import { PlantRing, type SequencedUpdate } from "@solarmon/core/memory";
import type { LiveHead, PlantStreams } from "./plant-streams.ts";
import { decodeUpdate } from "./update-text.ts";
import { parseCursor } from "./live-cursor.ts";

const MAX_READINGS = 10_000;

export interface PlantFeedOptions {
  readonly streams: PlantStreams;
  readonly scope: TenantScope;
  readonly plantId: Id;
  /** Most updates that the ring holds for slow subscribers. */
  readonly maxUpdates: number;
}

/** One stream that began anew is another: its sequences say nothing about those before. */
export interface FeedEpoch {
  readonly epoch: string;
  /** Sequence after which the ring knows every device's newest reading. */
  readonly start: number;
  /** The queue of all subscribers of this process. */
  readonly ring: PlantRing;
}

/**
 * What this process knows of one watched plant: the channel tells what is new, the stream what the channel missed.
 */
export class PlantFeed {
  /** Subscriptions that are under way. */
  subscribers = 0;
  readonly #options: PlantFeedOptions;
  #current: FeedEpoch | undefined;
  #sequence = 0;
  #catchingUp: Promise<FeedEpoch> | undefined;
  #hasNews = false;

  constructor(options: PlantFeedOptions) {
    this.#options = options;
  }

  get current(): FeedEpoch | undefined {
    return this.#current;
  }

  get channel(): string {
    const { streams, scope, plantId } = this.#options;
    return streams.channel(scope, plantId);
  }

  /** Takes what the channel says. A gap, or another epoch, is looked up; `onError` is told when that fails. */
  receive(message: string, onError: (error: unknown) => void): void {
    const space = message.indexOf(" ");
    const place = parseCursor(message.slice(0, space));
    const isNext = place?.epoch === this.#current?.epoch && place?.sequence === this.#sequence + 1;
    if (isNext && place && !this.#catchingUp)
      this.#add({ sequence: place.sequence, update: decodeUpdate(message.slice(space + 1)) });
    else if (place?.epoch !== this.#current?.epoch || (place?.sequence ?? 0) > this.#sequence)
      this.catchUp().catch(onError);
  }

  /** Looks where the stream stands and reads what is missing. Throws what the client throws. */
  catchUp(): Promise<FeedEpoch> {
    this.#hasNews = true;
    this.#catchingUp ??= this.#catchUp();
    return this.#catchingUp;
  }

  /** Lets waiting subscribers look whether they have ended. */
  wake(): void {
    this.#current?.ring.wake();
  }

  async #catchUp(): Promise<FeedEpoch> {
    const { streams, scope, plantId } = this.#options;
    try {
      for (;;) {
        this.#hasNews = false;
        const current = this.#settle(await streams.watch(scope, plantId));
        await this.#readMissing(current.epoch);
        if (!this.#hasNews) return current;
      }
    } finally {
      this.#catchingUp = undefined; // in the same turn: news that come now begin another
    }
  }

  /** Goes on in the stream, or begins anew where it cannot. */
  #settle(head: LiveHead): FeedEpoch {
    const held = this.#current;
    const isWhole = held?.epoch === head.epoch && this.#sequence >= head.completeAfter;
    if (held && isWhole && this.#sequence <= head.sequence) return held;
    const { epoch, sequence: start } = head;
    const fresh = { epoch, start, ring: new PlantRing(start) };
    this.#current = fresh;
    this.#sequence = start;
    held?.ring.wake();
    return fresh;
  }

  async #readMissing(epoch: string): Promise<void> {
    const { streams, scope, plantId } = this.#options;
    for (;;) {
      const page = await streams.readAfter(scope, plantId, epoch, this.#sequence);
      if (page.length === 0) return;
      for (const entry of page) this.#add(entry);
    }
  }

  #add(entry: SequencedUpdate): void {
    const ring = this.#current?.ring;
    if (!ring) return;
    this.#sequence = entry.sequence;
    ring.add(entry);
    const { maxUpdates } = this.#options;
    while (ring.length > 1 && (ring.length > maxUpdates || ring.size > MAX_READINGS))
      ring.dropOldest();
  }
}
