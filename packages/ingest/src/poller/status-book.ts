import type { Id, LinkGap, LinkStatus, LinkStore } from "@solarmon/core";

/** Gaps that are kept to be shown; those that are open go before those that are done. */
const GAPS_MAX = 50;
const DONE: readonly LinkGap["state"][] = ["filled", "vendor_has_none"];

/** Collects what changed of the links' status and writes it in bulk: a sync of the disk for many links. */
export class StatusBook {
  readonly #store: Pick<LinkStore, "saveStatus">;
  #changed = new Map<Id, LinkStatus>();
  #saving: Promise<void> = Promise.resolve();

  constructor(store: Pick<LinkStore, "saveStatus">) {
    this.#store = store;
  }

  note(id: Id, status: LinkStatus): void {
    this.#changed.set(id, shortened(status));
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

function shortened(status: LinkStatus): LinkStatus {
  const { gaps } = status;
  if (!gaps || gaps.length <= GAPS_MAX) return status;
  const byNeed = gaps.toSorted(
    (a, b) => Number(DONE.includes(a.state)) - Number(DONE.includes(b.state)),
  );
  const kept = byNeed.slice(0, GAPS_MAX).toSorted((a, b) => a.start - b.start);
  return { ...status, gaps: kept };
}
