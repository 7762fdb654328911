/** Saves for many callers at once: who asks while a save runs shares the next one. */
export class GroupSave {
  readonly #save: () => Promise<void>;
  #running: Promise<void> | undefined;
  #next: Promise<void> | undefined;

  constructor(save: () => Promise<void>) {
    this.#save = save;
  }

  /** Resolves when what was true at the time of the call is saved. */
  async request(): Promise<void> {
    this.#next ??= this.#startAfter(this.#running);
    await this.#next;
  }

  async #startAfter(running: Promise<void> | undefined): Promise<void> {
    await running?.catch(() => undefined);
    // From here on, later changes need the save after this one.
    this.#running = this.#next;
    this.#next = undefined;
    await this.#save();
  }
}
