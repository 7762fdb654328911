import {
  type Id,
  type Instant,
  type Quarantine,
  type QuarantineEntry,
  SECOND_MS,
  type TenantScope,
} from "@solarmon/core";

/** Entries that wait to be written; more are dropped, and counted. */
const WAITING_MAX = 2_000;
/** Entries a plant may add at once, and per second after that: a broken device must not push out the others' entries. */
const BURST = 500;
const PER_SECOND = 2;
const PLANTS_MAX = 100_000;
const SAMPLE_CHARACTERS = 4_096;

type NewEntry = Omit<QuarantineEntry, "id">;

interface Budget {
  left: number;
  at: number;
}

/** Writes refused input to the quarantine in the background: in batches, bounded, never in the way of readings. */
export class QuarantineBox {
  dropped = 0;
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

  /** Whether an entry of the plant would be taken now. */
  hasRoom(plantId: Id, receivedAt: Instant): boolean {
    return this.#count < WAITING_MAX && this.#budget(plantId, receivedAt).left >= 1;
  }

  add(scope: TenantScope, entry: NewEntry): void {
    if (!this.hasRoom(entry.plantId, entry.receivedAt)) {
      this.dropped++;
      return;
    }
    this.#budget(entry.plantId, entry.receivedAt).left -= 1;
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

  #budget(plantId: Id, receivedAt: Instant): Budget {
    let budget = this.#budgets.get(plantId);
    if (!budget) {
      if (this.#budgets.size >= PLANTS_MAX) this.#budgets.clear();
      this.#budgets.set(plantId, (budget = { left: BURST, at: receivedAt }));
    }
    const gained = (Math.max(0, receivedAt - budget.at) / SECOND_MS) * PER_SECOND;
    budget.left = Math.min(BURST, budget.left + gained);
    budget.at = Math.max(budget.at, receivedAt);
    return budget;
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
