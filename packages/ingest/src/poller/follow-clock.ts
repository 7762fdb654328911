import { type Clock, MINUTE_MS, SECOND_MS } from "@solarmon/core";
import type { LinkPoller } from "./link-poller.ts";

/** A laptop that slept, or a clock that was set, is noticed so soon. */
const LOOK_MS = MINUTE_MS;
const SAVE_MS = SECOND_MS;
/** A link that is gone is asked for no longer than this; looking for it reads all links. */
const CHECK_MS = 10 * MINUTE_MS;

export interface FollowClockOptions {
  readonly clock: Clock;
  readonly onError: (error: unknown) => void;
  /** Is done at once, and then every ten minutes. */
  readonly tidy?: () => Promise<void>;
}

/** A poller that runs by itself. */
export interface FollowedPoller extends AsyncDisposable {
  /** After links were added, changed or asked for something. */
  wake(): void;
}

/** Lets a poller run by the clock until it is disposed, which stops the poller, too. */
export function followClock(poller: LinkPoller, options: FollowClockOptions): FollowedPoller {
  return new ClockFollower(poller, options);
}

class ClockFollower implements FollowedPoller {
  readonly #poller: LinkPoller;
  readonly #options: FollowClockOptions;
  #next: NodeJS.Timeout | undefined;
  #save: NodeJS.Timeout | undefined;
  readonly #check: NodeJS.Timeout;
  #tidying: Promise<void> | undefined;
  #isStopped = false;

  constructor(poller: LinkPoller, options: FollowClockOptions) {
    this.#poller = poller;
    this.#options = options;
    this.#check = setInterval(() => this.#lookAround(), CHECK_MS);
    this.#tidy();
    this.wake();
  }

  wake(): void {
    if (this.#isStopped) return;
    clearTimeout(this.#next);
    this.#poller.startDue(() => this.#ended());
    this.#next = setTimeout(() => this.wake(), this.#waitMs());
  }

  /** A link may have become due since we looked. Without room its turn comes when one ends, which wakes us. */
  #waitMs(): number {
    const dueInMs = this.#poller.nextAt - this.#options.clock.now();
    return this.#poller.hasRoom ? Math.min(Math.max(0, dueInMs), LOOK_MS) : LOOK_MS;
  }

  #ended(): void {
    this.#save ??= setTimeout(() => this.#saveNow(), SAVE_MS);
    this.wake();
  }

  #saveNow(): void {
    this.#save = undefined;
    this.#poller.saveStatus().catch((error: unknown) => {
      this.#options.onError(error);
      if (!this.#isStopped) this.#save ??= setTimeout(() => this.#saveNow(), SAVE_MS);
    });
  }

  #lookAround(): void {
    this.#poller.dropGone().catch((error: unknown) => this.#options.onError(error));
    this.#tidy();
  }

  #tidy(): void {
    this.#tidying = this.#options.tidy?.().catch((error: unknown) => this.#options.onError(error));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#next);
    clearTimeout(this.#save);
    clearInterval(this.#check);
    await this.#tidying;
    await this.#poller.stop();
  }
}
