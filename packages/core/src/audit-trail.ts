import type { NewAuditEntry } from "./audit.ts";
import type { TenantScope } from "./authority.ts";
import { type SolarmonError, toSolarmonError } from "./errors.ts";
import type { AuditLog } from "./ports/audit-log.ts";
import { type Clock, systemClock } from "./time.ts";

/** An act; when it was done the trail knows. */
export type AuditAct = Omit<NewAuditEntry, "at" | "before" | "after" | "address"> &
  Partial<Pick<NewAuditEntry, "before" | "after" | "address">>;

export interface AuditTrailOptions {
  readonly log: AuditLog;
  readonly clock?: Clock;
  /** Told of entries that could not be kept, so that they stand somewhere all the same. */
  readonly onLost: (entry: NewAuditEntry, error: SolarmonError) => void;
}

/**
 * Writes acts into an {@link AuditLog} once they are done. An act that is done cannot be undone because its entry could
 * not be kept, so a failure does not reach the caller: it is counted, and told with the whole entry to `onLost`. A crash
 * between an act and its entry loses the entry.
 */
export class AuditTrail {
  readonly log: AuditLog;
  readonly #clock: Clock;
  readonly #onLost: AuditTrailOptions["onLost"];
  readonly #pending = new Set<Promise<void>>();
  #lost = 0;

  constructor({ log, clock = systemClock, onLost }: AuditTrailOptions) {
    this.log = log;
    this.#clock = clock;
    this.#onLost = onLost;
  }

  /** Entries that could not be kept since this was made. */
  get lostEntries(): number {
    return this.#lost;
  }

  /** Resolves once the entry is kept, or was told as lost; never rejects. */
  async note(scope: TenantScope, act: AuditAct): Promise<void> {
    const noting = this.#record(scope, act);
    this.#pending.add(noting);
    await noting;
    this.#pending.delete(noting);
  }

  /** Waits for entries that nobody waited for. */
  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#pending);
  }

  async #record(scope: TenantScope, act: AuditAct): Promise<void> {
    const entry = { before: null, after: null, address: null, ...act, at: this.#clock.now() };
    try {
      await this.log.record(scope, [entry]);
    } catch (thrown) {
      this.#lost++;
      this.#onLost(entry, toSolarmonError(thrown, "the audit log failed to record"));
    }
  }
}
