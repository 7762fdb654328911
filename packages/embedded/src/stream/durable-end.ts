/** Where the durable part of a segment log ends. Plain data: may be posted to another thread. */
export interface DurableEnd {
  /** First sequence number of the newest segment. */
  readonly segment: number;
  /** Durable bytes of that segment. */
  readonly bytes: number;
  /** Sequence number that the next record will get. */
  readonly sequence: number;
}

/** The newest known {@link DurableEnd}, and those who wait for a newer one. */
export class DurableEndWatch {
  #current: DurableEnd | undefined;
  #isClosed = false;
  readonly #waiters = new Set<() => void>();

  get current(): DurableEnd | undefined {
    return this.#current;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Notes an end; one that is older than what is known changes nothing. */
  set(end: DurableEnd): void {
    if (this.#current && end.sequence < this.#current.sequence) return;
    this.#current = end;
    this.#release();
  }

  close(): void {
    this.#isClosed = true;
    this.#release();
  }

  /** Resolves when there are records after `sequence`, the watch is closed, or the signal fires. */
  async waitPast(sequence: number, signal?: AbortSignal): Promise<void> {
    const isOver = (): boolean => this.#isClosed || signal?.aborted === true;
    while (!isOver() && (this.#current?.sequence ?? 0) <= sequence) await this.#nextChange(signal);
  }

  #nextChange(signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        this.#waiters.delete(done);
        signal?.removeEventListener("abort", done);
        resolve();
      };
      this.#waiters.add(done);
      signal?.addEventListener("abort", done, { once: true });
    });
  }

  #release(): void {
    for (const waiter of this.#waiters) waiter();
  }
}
