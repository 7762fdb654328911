/** Lets one task per host run at a time, in the order of asking; a task that fails does not hold up the next. */
export class HostQueue {
  readonly #last = new Map<string, Promise<unknown>>();

  async run<T>(host: string, task: () => Promise<T>): Promise<T> {
    const before = this.#last.get(host) ?? Promise.resolve();
    const mine = before.then(task, task);
    this.#last.set(host, mine);
    try {
      return await mine;
    } finally {
      if (this.#last.get(host) === mine) this.#last.delete(host);
    }
  }
}
