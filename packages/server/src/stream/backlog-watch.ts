import { CONSUMER } from "../processor/consumers.ts";

const EVERY_MS = 2_000;

/** What the brokers say of how far behind the consumers are: asked now and then, since it takes some round trips. */
export class BacklogWatch implements Disposable {
  readonly #ask: (consumer: string) => Promise<number>;
  readonly #known = new Map<string, number>();
  readonly #timer: NodeJS.Timeout;
  #isAsking = false;

  constructor(ask: (consumer: string) => Promise<number>, everyMs: number = EVERY_MS) {
    this.#ask = ask;
    this.#timer = setInterval(() => void this.look(), everyMs).unref();
    void this.look();
  }

  /** Records behind when it was last asked, some seconds ago; `NaN` before the first answer. */
  of(consumer: string): number {
    return this.#known.get(consumer) ?? Number.NaN;
  }

  /** While the brokers are away the last answer stays. */
  async look(): Promise<void> {
    if (this.#isAsking) return;
    this.#isAsking = true;
    for (const consumer of Object.values(CONSUMER))
      await this.#ask(consumer).then(
        (records) => this.#known.set(consumer, records),
        () => undefined,
      );
    this.#isAsking = false;
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }
}
