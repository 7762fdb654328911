import type { Id, TenantScope } from "@solarmon/core";
import type { RedisClient } from "../connect.ts";
import type { Outage } from "../outage.ts";
import { PlantFeed } from "./plant-feed.ts";
import type { PlantStreams } from "./plant-streams.ts";

export interface PlantFeedsOptions {
  /** A connection of its own for channels; of a cluster the client itself, which has one inside. */
  readonly subscriber: RedisClient;
  readonly streams: PlantStreams;
  readonly outage: Outage;
  readonly maxUpdates: number;
  readonly checkMs: number;
}

/** The feeds of plants that somebody in this process watches now. */
export class PlantFeeds {
  readonly #options: PlantFeedsOptions;
  /** By channel. */
  readonly #feeds = new Map<string, PlantFeed>();
  readonly #timer: NodeJS.Timeout;
  readonly #onMessage = (channel: string, message: string): void => {
    const onError = (error: unknown): unknown =>
      this.#options.outage.note("updates were missed", error);
    try {
      this.#feeds.get(channel)?.receive(message, onError);
    } catch (error) {
      onError(error); // another version may write what we cannot read
    }
  };
  readonly #onReady = (): void => void this.#checkAll();

  constructor(options: PlantFeedsOptions) {
    this.#options = options;
    options.subscriber.on("message", this.#onMessage);
    options.subscriber.on("ready", this.#onReady);
    this.#timer = setInterval(() => void this.#checkAll(), options.checkMs).unref();
  }

  /** The plant's feed, counted as used until {@link release}. It is told of updates as soon as the server says so. */
  use(scope: TenantScope, plantId: Id): PlantFeed {
    const { maxUpdates, streams } = this.#options;
    const channel = streams.channel(scope, plantId);
    let feed = this.#feeds.get(channel);
    if (!feed) {
      feed = new PlantFeed({ streams, scope, plantId, maxUpdates });
      this.#feeds.set(channel, feed);
      void this.#check(feed);
    }
    feed.subscribers += 1;
    return feed;
  }

  release(feed: PlantFeed): void {
    feed.subscribers -= 1;
    if (feed.subscribers > 0) return;
    this.#feeds.delete(feed.channel);
    this.#options.subscriber.unsubscribe(feed.channel).catch(() => {}); // it is away: nothing is subscribed
  }

  /**
   * Begins where the stream is at the call, hears the channel, then reads what was told in between. Throws what the
   * client throws.
   */
  async listen(feed: PlantFeed): Promise<void> {
    await feed.catchUp();
    await this.#options.subscriber.subscribe(feed.channel);
    await feed.catchUp();
  }

  close(): void {
    clearInterval(this.#timer);
    this.#options.subscriber.off("message", this.#onMessage);
    this.#options.subscriber.off("ready", this.#onReady);
    for (const feed of this.#feeds.values()) feed.wake();
  }

  async #checkAll(): Promise<void> {
    await Promise.all([...this.#feeds.values()].map((feed) => this.#check(feed)));
  }

  #check(feed: PlantFeed): Promise<void> {
    const listen = () => this.listen(feed);
    return this.#options.outage.orElse("live updates were not read", listen, undefined);
  }
}
