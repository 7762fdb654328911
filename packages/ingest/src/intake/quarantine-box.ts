import type { Id, Quarantine, QuarantineEntry, TenantScope } from "@solarmon/core";

/** Entries that wait to be written; more are dropped, and counted. */
const WAITING_MAX = 2_000;
/** Entries a plant may add at once, and per second after that: a broken device must not push out the others' entries. */
const BURST = 500;
const PER_SECOND = 2;
const SAMPLE_CHARACTERS = 4_096;

type NewEntry = Omit<QuarantineEntry, "id">;

interface Budget {
  left: number;
  at: number;
}

/** Writes refused input to the quarantine in the background: in batches, bounded, never in the way of readings. */
export class QuarantineBox {
  dropped = 0;
  added = 0;
  readonly #quarantine: Quarantine;
  readonly #onError: (error: Error) => void;
  readonly #budgets = new Map<Id, Budget>();
  #waiting = new Map<TenantScope["tenantId"], { scope: TenantScope; entries: NewEntry[] }>();
  #count = 0;
  #writing: Promise<void> | null = null;

  constructor(quarantine: Quarantine, onError: (error: Error) => void) {
    this.#quarantine = quarantine;
    this.#onError = onError;
  }

  add(scope: TenantScope, entry: NewEntry): void {
    if (this.#count >= WAITING_MAX || !this.#spend(entry)) {
      this.dropped++;
      return;
    }
    this.added++;
    this.#count++;
    const sample = cutText(entry.sample);
    const waiting = this.#waiting.get(scope.tenantId);
    if (waiting) waiting.entries.push({ ...entry, sample });
    else this.#waiting.set(scope.tenantId, { scope, entries: [{ ...entry, sample }] });
    this.#writing ??= this.#writeAll();
  }

  /** Resolves when all that was added is written. */
  async drain(): Promise<void> {
    while (this.#writing) await this.#writing;
  }

  #spend({ plantId, receivedAt }: NewEntry): boolean {
    const budget = this.#budgets.get(plantId) ?? { left: BURST, at: receivedAt };
    const gained = (Math.max(0, receivedAt - budget.at) / 1_000) * PER_SECOND;
    budget.left = Math.min(BURST, budget.left + gained) - 1;
    budget.at = receivedAt;
    if (this.#budgets.size > 100_000) this.#budgets.clear();
    this.#budgets.set(plantId, budget);
    if (budget.left >= 0) return true;
    budget.left += 1;
    return false;
  }

  async #writeAll(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#count > 0) {
      const batch = this.#waiting;
      this.#waiting = new Map();
      this.#count = 0;
      for (const { scope, entries } of batch.values()) await this.#write(scope, entries);
    }
    this.#writing = null;
  }

  async #write(scope: TenantScope, entries: readonly NewEntry[]): Promise<void> {
    try {
      await this.#quarantine.add(scope, entries);
    } catch (error) {
      this.dropped += entries.length;
      this.#onError(error instanceof Error ? error : new Error(String(error)));
    }
  }
}

function cutText(text: string): string {
  return text.length > SAMPLE_CHARACTERS ? `${text.slice(0, SAMPLE_CHARACTERS - 1)}…` : text;
}
