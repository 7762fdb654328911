/** Spans that are begun and not done: fills and re-reads of several sites take turns. */
const MAX_SPANS = 200;

/** Which calls of which span of the past were answered and handed over, while the quota keeps the others waiting. */
export class HandedOver {
  readonly #spans = new Map<string, Set<string>>();

  /** Calls of one span that need not be made again. */
  of(name: string): Set<string> {
    const calls = this.#spans.get(name) ?? new Set();
    this.#spans.delete(name);
    this.#spans.set(name, calls);
    const [oldest] = this.#spans.keys();
    if (this.#spans.size > MAX_SPANS && oldest !== undefined) this.#spans.delete(oldest);
    return calls;
  }

  /** The span is known as a whole, or it failed and begins anew. */
  forget(name: string): void {
    this.#spans.delete(name);
  }
}
