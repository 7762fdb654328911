import type { Id, LiveCursor, LiveEvent, PlantUpdate, TenantScope } from "@solarmon/core";
import { followRing } from "@solarmon/core/memory";
import { cursorOf, parseCursor } from "./live-cursor.ts";
import type { FeedEpoch, PlantFeed } from "./plant-feed.ts";
import type { LiveHead, PlantStreams } from "./plant-streams.ts";

/** Updates a subscriber may lag behind before they become one. */
const MAX_LAG = 16;
const RETRY_MS = 250;

export interface LiveReaderOptions {
  readonly scope: TenantScope;
  readonly plantId: Id;
  readonly after: LiveCursor | undefined;
  /** Where the stream stood at the subscription; `undefined` when the server was away. */
  readonly head: Promise<LiveHead | undefined>;
  readonly feed: PlantFeed;
  readonly streams: PlantStreams;
  readonly listen: (feed: PlantFeed) => Promise<void>;
  readonly signal: AbortSignal;
}

/** One subscription: from its cursor through the stream to the ring that all of this process share. */
export class LiveReader {
  readonly #options: LiveReaderOptions;

  constructor(options: LiveReaderOptions) {
    this.#options = options;
  }

  get feed(): PlantFeed {
    return this.#options.feed;
  }

  async *events(): AsyncGenerator<LiveEvent> {
    const { feed, signal } = this.#options;
    const wake = (): void => feed.wake();
    signal.addEventListener("abort", wake);
    try {
      const current = await this.#ready();
      if (!current) return;
      const sequence = yield* this.#begin(current, await this.#options.head);
      yield* this.#follow(current, sequence);
    } finally {
      signal.removeEventListener("abort", wake);
    }
  }

  /** Waits for the server where it is away. `undefined` when the signal fires. */
  async #ready(): Promise<FeedEpoch | undefined> {
    const { feed, listen, signal } = this.#options;
    while (!signal.aborted && !feed.current)
      await listen(feed).catch(async () => pause(RETRY_MS, signal));
    return signal.aborted ? undefined : feed.current;
  }

  /** What was missed while away, or that it is not known. Answers the sequence to go on after. */
  async *#begin(current: FeedEpoch, head: LiveHead | undefined): AsyncGenerator<LiveEvent, Place> {
    if (!head || head.epoch !== current.epoch) return yield* this.#missed(current, current.start);
    const place = this.#wanted(head);
    if (place === undefined) return yield* this.#missed(current, head.sequence);
    const isInRing = this.#options.after === undefined && place >= current.start;
    if (isInRing || place >= current.ring.completeAfter)
      return { sequence: place, backlogEnd: head.sequence };
    const sequence = yield* this.#backlog(current, place);
    return { sequence, backlogEnd: Math.max(sequence, head.sequence) };
  }

  /** Sequence after which the subscriber wants to go on; `undefined` when that cannot be known any more. */
  #wanted(head: LiveHead): number | undefined {
    const { after } = this.#options;
    if (after === undefined) return head.sequence;
    const place = parseCursor(after);
    const isKnown =
      place?.epoch === head.epoch &&
      place.sequence <= head.sequence &&
      place.sequence >= head.completeAfter;
    return isKnown ? place.sequence : undefined;
  }

  /** One by one from the stream, up to where the ring goes on. */
  async *#backlog(current: FeedEpoch, from: number): AsyncGenerator<LiveEvent, number> {
    const { scope, plantId, signal, streams } = this.#options;
    let sequence = from;
    while (sequence < current.ring.completeAfter && !signal.aborted) {
      const page = await streams.readAfter(scope, plantId, current.epoch, sequence).catch(() => []);
      if (page[0]?.sequence !== sequence + 1) {
        const place = yield* this.#missed(current, current.ring.last?.sequence ?? current.start);
        return place.sequence;
      }
      for (const entry of page) {
        sequence = entry.sequence;
        yield { cursor: cursorOf({ epoch: current.epoch, sequence }), update: entry.update };
      }
    }
    return sequence;
  }

  async *#follow(first: FeedEpoch, start: Place): AsyncGenerator<LiveEvent> {
    const { feed, signal } = this.#options;
    let current = first;
    let place = start;
    for (;;) {
      const { epoch, ring } = current;
      const isEnded = (): boolean => signal.aborted || feed.current?.ring !== ring;
      const cursor = (sequence: number): LiveCursor => cursorOf({ epoch, sequence });
      yield* followRing({ ring, place, maxLag: MAX_LAG, cursorOf: cursor, isEnded });
      if (signal.aborted || !feed.current) return;
      current = feed.current;
      place = yield* this.#missed(current, current.start);
    }
  }

  async *#missed(current: FeedEpoch, sequence: number): AsyncGenerator<LiveEvent, Place> {
    const { plantId } = this.#options;
    const update: PlantUpdate = { plantId, measuredAt: 0, powerW: null, devices: [] };
    yield { cursor: cursorOf({ epoch: current.epoch, sequence }), update, missed: true };
    return { sequence, backlogEnd: sequence };
  }
}

interface Place {
  readonly sequence: number;
  readonly backlogEnd: number;
}

async function pause(durationMs: number, signal: AbortSignal): Promise<void> {
  const done = Promise.withResolvers<Event | void>();
  const timer = setTimeout(done.resolve, durationMs);
  signal.addEventListener("abort", done.resolve, { once: true });
  await done.promise;
  clearTimeout(timer);
  signal.removeEventListener("abort", done.resolve);
}
