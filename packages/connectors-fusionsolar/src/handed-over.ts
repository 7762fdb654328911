/** Pieces of the past that are begun and not done: fills and re-reads of several sites take turns. */
const MAX_PIECES = 200;

/** Which calls of which piece of the past were answered and handed over, while the quota keeps the others waiting. */
export class HandedOver {
  readonly #pieces = new Map<string, Set<string>>();

  /** Calls of one piece that need not be made again. */
  of(piece: string): Set<string> {
    const calls = this.#pieces.get(piece) ?? new Set();
    this.#pieces.delete(piece);
    this.#pieces.set(piece, calls);
    const [oldest] = this.#pieces.keys();
    if (this.#pieces.size > MAX_PIECES && oldest !== undefined) this.#pieces.delete(oldest);
    return calls;
  }

  /** The piece is known as a whole, or it failed and begins anew. */
  forget(piece: string): void {
    this.#pieces.delete(piece);
  }
}
