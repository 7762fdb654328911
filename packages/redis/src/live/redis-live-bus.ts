import type {
  Id,
  LiveBus,
  LiveCursor,
  LiveEvent,
  LiveSubscription,
  PlantUpdate,
  TenantScope,
} from "@solarmon/core";
import type { Outage } from "../outage.ts";
import { LiveReader } from "./live-reader.ts";
import { cursorOf } from "./live-cursor.ts";
import type { PlantFeeds } from "./plant-feeds.ts";
import type { PlantStreams } from "./plant-streams.ts";

/** How long a subscription waits for its first reader. */
const UNREAD_MS = 30_000;

export interface RedisLiveBusParts {
  readonly streams: PlantStreams;
  readonly feeds: PlantFeeds;
  readonly outage: Outage;
  /** Fires when the bus is closed. */
  readonly closed: AbortSignal;
}

/**
 * {@link LiveBus} over processes: a stream per watched plant, and a channel that tells at once. While the server is
 * away updates are dropped; subscribers wait, and are told that they have missed some when it is back.
 */
export class RedisLiveBus implements LiveBus {
  readonly #parts: RedisLiveBusParts;

  constructor(parts: RedisLiveBusParts) {
    this.#parts = parts;
  }

  async publish(scope: TenantScope, updates: readonly PlantUpdate[]): Promise<void> {
    const publish = () => this.#parts.streams.publish(scope, updates);
    await this.#parts.outage.orElse("live updates were not published", publish, undefined);
  }

  /** Of a server that is away: a cursor that will be known as missed. */
  async cursor(scope: TenantScope, plantId: Id): Promise<LiveCursor> {
    const { outage, streams } = this.#parts;
    const watch = () => streams.watch(scope, plantId);
    const head = await outage.orElse("live updates were not read", watch, undefined);
    return head ? cursorOf(head) : "";
  }

  /** Starts at the call, not at the first `next()`, so nothing published in between is lost. */
  subscribe(scope: TenantScope, subscription: LiveSubscription): AsyncIterable<LiveEvent> {
    const { closed, feeds, streams } = this.#parts;
    const { plantId, signal } = subscription;
    const head = streams.watch(scope, plantId).catch(() => undefined);
    const reader = new LiveReader({
      scope,
      plantId,
      after: subscription.after,
      head,
      feed: feeds.use(scope, plantId),
      streams,
      listen: (feed) => feeds.listen(feed),
      signal: AbortSignal.any(signal ? [signal, closed] : [closed]),
    });
    const release = once(() => feeds.release(reader.feed));
    // whoever never reads must not be waited for
    const unread = setTimeout(release, UNREAD_MS).unref();
    return read(reader, unread, release);
  }
}

async function* read(
  reader: LiveReader,
  unread: NodeJS.Timeout,
  release: () => void,
): AsyncGenerator<LiveEvent> {
  clearTimeout(unread);
  try {
    yield* reader.events();
  } finally {
    release();
  }
}

function once(action: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) action();
    isDone = true;
  };
}
