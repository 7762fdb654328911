import { CONSUMER } from "../processor/consumers.ts";

const TIMEOUT_MS = 2_000;
const FRESH_MS = 1_000;

export interface BacklogWatchOptions {
  /** Default 2,000. */
  readonly timeoutMs?: number;
  /** Default 1,000. */
  readonly freshMs?: number;
}

type Backlogs = ReadonlyMap<string, number>;

/** What the brokers say of how far behind the consumers are: when somebody wants to know, at most once a second. */
export class BacklogWatch {
  readonly #ask: (consumer: string) => Promise<number>;
  readonly #options: BacklogWatchOptions;
  #answer: Promise<Backlogs> | undefined;
  #askedAt = 0;

  constructor(ask: (consumer: string) => Promise<number>, options: BacklogWatchOptions = {}) {
    this.#ask = ask;
    this.#options = options;
  }

  /** Records behind, by consumer. One of which the brokers do not tell in time is not in it: better none than a wrong one. */
  look(): Promise<Backlogs> {
    const { freshMs = FRESH_MS } = this.#options;
    const now = performance.now();
    if (this.#answer && now - this.#askedAt < freshMs) return this.#answer;
    this.#askedAt = now;
    this.#answer = this.#look();
    return this.#answer;
  }

  async #look(): Promise<Backlogs> {
    const found = new Map<string, number>();
    const asking = Object.values(CONSUMER).map(async (consumer) => {
      const records = await this.#ask(consumer).catch(() => undefined);
      if (records !== undefined) found.set(consumer, records);
    });
    const { promise: late, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, this.#options.timeoutMs ?? TIMEOUT_MS);
    await Promise.race([Promise.all(asking), late]);
    clearTimeout(timer);
    return new Map(found); // what comes later belongs to no answer
  }
}
