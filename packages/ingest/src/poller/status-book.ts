import type { Id, LinkStatus, LinkStore } from "@solarmon/core";

/** Collects what changed of the links' status and writes it in bulk: a sync of the disk for many links. */
export class StatusBook {
  readonly #store: Pick<LinkStore, "saveStatus">;
  #changed = new Map<Id, LinkStatus>();
  #saving: Promise<void> = Promise.resolve();

  constructor(store: Pick<LinkStore, "saveStatus">) {
    this.#store = store;
  }

  note(id: Id, status: LinkStatus): void {
    this.#changed.set(id, status);
  }

  forget(id: Id): void {
    this.#changed.delete(id);
  }

  /** One write at a time. What could not be written is tried again with the next. */
  async save(): Promise<void> {
    const saving = this.#saving.then(() => this.#write());
    this.#saving = saving.catch(() => undefined);
    await saving;
  }

  async #write(): Promise<void> {
    const statuses = this.#changed;
    this.#changed = new Map();
    try {
      if (statuses.size > 0) await this.#store.saveStatus(statuses);
    } catch (error) {
      this.#changed = new Map([...statuses, ...this.#changed]);
      throw error;
    }
  }
}
