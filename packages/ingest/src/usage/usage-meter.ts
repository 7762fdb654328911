import {
  type Clock,
  type Id,
  MINUTE_MS,
  newId,
  systemClock,
  toSolarmonError,
  type SolarmonError,
  type UsageBooking,
  type UsageCount,
  type UsageLedger,
  utcDay,
} from "@solarmon/core";

export interface UsageMeterOptions {
  readonly ledger: Pick<UsageLedger, "book">;
  readonly clock?: Clock;
  /** Told when what was counted cannot be booked for now; it is kept, and booked later. */
  readonly onError?: (error: SolarmonError) => void;
}

interface LiveView {
  readonly tenantId: Id;
  /** Until when its minutes are counted. */
  countedUntil: number;
}

/**
 * Counts in memory what is not in the stream, and books it every minute, and when it is disposed. So a process that is
 * killed takes a minute of such counts along; one whose booking was done without its knowing books it again, as the same
 * event.
 */
export class UsageMeter {
  readonly #ledger: UsageMeterOptions["ledger"];
  readonly #clock: Clock;
  readonly #onError: (error: SolarmonError) => void;
  readonly #source = `process/${newId()}`;
  readonly #live = new Set<LiveView>();
  readonly #timer: NodeJS.Timeout;
  #counts = new Map<string, CountedDay>();
  /** The event that is being booked, for as long as it is not known to be. */
  #event: readonly UsageBooking[] = [];
  #number = 0;
  #turn: Promise<void> = Promise.resolve();

  constructor({ ledger, clock = systemClock, onError = () => undefined }: UsageMeterOptions) {
    this.#ledger = ledger;
    this.#clock = clock;
    this.#onError = onError;
    this.#timer = setInterval(() => void this.flush(), MINUTE_MS).unref();
  }

  /** @param amount - whole, not negative. Default 1. */
  count(tenantId: Id, name: UsageCount, amount = 1): void {
    const day = utcDay(this.#clock.now());
    const key = `${tenantId} ${day}`;
    let own = this.#counts.get(key);
    if (!own) this.#counts.set(key, (own = { tenantId, day, counts: {} }));
    own.counts[name] = (own.counts[name] ?? 0) + amount;
  }

  /** Counts the minutes of a live view, each once it begins. @returns ends it */
  beginLive(tenantId: Id): () => void {
    const view = { tenantId, countedUntil: this.#clock.now() };
    this.#live.add(view);
    this.#countMinutes(view, view.countedUntil);
    return () => {
      if (this.#live.delete(view)) this.#countMinutes(view, this.#clock.now());
    };
  }

  /** Books what was counted; resolves also when that cannot be done for now. */
  flush(): Promise<void> {
    this.#turn = this.#turn.then(() => this.#flush());
    return this.#turn;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#timer);
    await this.flush();
  }

  async #flush(): Promise<void> {
    const now = this.#clock.now();
    for (const view of this.#live) this.#countMinutes(view, now);
    try {
      await this.#bookEvent(); // what an earlier call could not, unchanged
      this.#event = this.#takeCounts();
      await this.#bookEvent();
    } catch (thrown) {
      this.#onError(toSolarmonError(thrown, "usage could not be booked"));
    }
  }

  async #bookEvent(): Promise<void> {
    if (this.#event.length > 0) await this.#ledger.book(this.#event);
    this.#event = [];
  }

  #takeCounts(): UsageBooking[] {
    const counted = [...this.#counts.values()];
    this.#counts = new Map();
    const head = { source: this.#source, position: `${++this.#number}` };
    return counted.map(({ tenantId, day, counts }) => ({ ...head, tenantId, day, counts }));
  }

  #countMinutes(view: LiveView, now: number): void {
    const minutes = Math.floor((now - view.countedUntil) / MINUTE_MS) + 1;
    if (minutes <= 0) return;
    view.countedUntil += minutes * MINUTE_MS;
    this.count(view.tenantId, "liveMinutes", minutes);
  }
}

interface CountedDay {
  readonly tenantId: Id;
  readonly day: number;
  readonly counts: Partial<Record<UsageCount, number>>;
}
