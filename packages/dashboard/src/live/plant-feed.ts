import type { WirePlantLive } from "../api/types.ts";
import { LiveTail } from "../curve/live-tail.ts";
import type { LinkState, LiveConnection, LiveEnd } from "./live-connection.ts";
import { applyEvent, NOTHING_KNOWN, type LiveState } from "./live-state.ts";

export interface FeedOptions {
  readonly plantId: string;
  readonly connection: LiveConnection;
  /** The live samples since the last event are unknown: read the curve again. */
  readonly onMissed: () => void;
  readonly onUnauthenticated: () => void;
  /** Spreads word of a change, e.g. once per frame. */
  readonly schedule: (notify: () => void) => () => void;
}

const REOPEN_MS = 2_000;

/** Follows one plant: its state now, the samples for the curve, and how the link is. */
export class PlantFeed {
  readonly tail: LiveTail = new LiveTail();
  #state: LiveState = NOTHING_KNOWN;
  #link: LinkState = "connecting";
  #hasHeard = false;
  readonly #options: FeedOptions;
  readonly #listeners = new Set<() => void>();
  readonly #changed: () => void;

  constructor(options: FeedOptions) {
    this.#options = options;
    this.#changed = options.schedule(() => {
      for (const listener of this.#listeners) listener();
    });
  }

  get state(): LiveState {
    return this.#state;
  }

  get link(): LinkState {
    return this.#link;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** A state read by a query, shown until the link brings a newer one. */
  seed(live: WirePlantLive): void {
    if (this.#state.cursor === null) this.#apply(live);
  }

  /** Starts to follow; the returned function stops. */
  follow(): () => void {
    const { connection, plantId } = this.#options;
    let isStopped = false;
    let reopening: ReturnType<typeof setTimeout> | undefined;
    const open = (): (() => void) =>
      connection.watch(plantId, () => this.#state.cursor, {
        next: (event) => this.#next(event),
        ended: (end) => {
          if (this.#ended(end) && !isStopped)
            reopening = setTimeout(() => (close = open()), REOPEN_MS);
        },
      });
    const unlisten = connection.onLink((link) => this.#setLink(link));
    let close = open();
    return () => {
      isStopped = true;
      clearTimeout(reopening);
      unlisten();
      close();
    };
  }

  #next(event: WirePlantLive): void {
    if (event.snapshot && this.#hasHeard) this.#options.onMissed();
    this.#hasHeard = true;
    this.#setLink("live");
    this.#apply(event);
  }

  #apply(event: WirePlantLive): void {
    this.#state = applyEvent(this.#state, event);
    for (const { deviceId } of event.devices) {
      const power = this.#state.devices.get(deviceId)?.power;
      if (power) this.tail.add(deviceId, power.measuredAt, power.valueW);
    }
    this.#changed();
  }

  /** Whether to open the subscription again. */
  #ended(end: LiveEnd): boolean {
    this.#setLink("lost");
    if (end === "unauthenticated") this.#options.onUnauthenticated();
    return end === "broken";
  }

  #setLink(link: LinkState): void {
    if (link === this.#link) return;
    this.#link = link;
    this.#changed();
  }
}
