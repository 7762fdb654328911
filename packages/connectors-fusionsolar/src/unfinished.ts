import { ConnectorError } from "@solarmon/connectors-kit";
import { type Clock, HOUR_MS, type Instant } from "@solarmon/core";

/** Asks unless the answer is there already. */
export type AskOnce<Answer> = (key: string, ask: () => Promise<Answer>) => Promise<Answer>;

/** Answers older than this are asked for again; rounds of a thousand devices take almost as long. */
const KEPT_MS = HOUR_MS;

/**
 * Work of several calls, of which a minute has one only: when the quota cuts it, the answers so far are kept, and the
 * next attempt goes on where this one ended.
 */
export class Unfinished<Answer> {
  readonly #clock: Clock;
  readonly #kept = new Map<string, { readonly at: Instant; readonly answer: Answer }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async run<Result>(work: (once: AskOnce<Answer>) => Promise<Result>): Promise<Result> {
    try {
      const result = await work(async (key, ask) => await this.#once(key, ask));
      this.#kept.clear();
      return result;
    } catch (error) {
      if (!isCutByQuota(error)) this.#kept.clear();
      throw error;
    }
  }

  async #once(key: string, ask: () => Promise<Answer>): Promise<Answer> {
    const known = this.#kept.get(key);
    if (known && this.#clock.now() - known.at <= KEPT_MS) return known.answer;
    const answer = await ask();
    this.#kept.set(key, { at: this.#clock.now(), answer });
    return answer;
  }
}

/** It was our own count that said no: nothing was sent, and nothing is wrong. */
export function isCutByQuota(error: unknown): boolean {
  return ConnectorError.isConnectorError(error) && error.kind === "rate" && error.status === null;
}
