import type { TenantScope } from "../authority.ts";
import { newId, type Id } from "../ids.ts";
import type { Quarantine, QuarantineEntry } from "../ports/quarantine.ts";

const SAMPLE_CHARACTERS = 4_096;

export interface MemoryQuarantineOptions {
  /** Most entries kept of a tenant. Default 1,000. */
  readonly maxEntries?: number;
}

/** {@link Quarantine} in memory, bounded per tenant. */
export class MemoryQuarantine implements Quarantine {
  readonly #maxEntries: number;
  readonly #tenants = new Map<Id, QuarantineEntry[]>();

  constructor(options: MemoryQuarantineOptions = {}) {
    this.#maxEntries = options.maxEntries ?? 1_000;
  }

  async add(scope: TenantScope, entries: readonly Omit<QuarantineEntry, "id">[]): Promise<void> {
    const kept = this.#tenants.get(scope.tenantId) ?? [];
    for (const entry of entries)
      kept.push({ ...entry, id: newId(), sample: entry.sample.slice(0, SAMPLE_CHARACTERS) });
    kept.splice(0, kept.length - this.#maxEntries);
    this.#tenants.set(scope.tenantId, kept);
  }

  async list(
    scope: TenantScope,
    options: { readonly plantId?: Id; readonly limit?: number } = {},
  ): Promise<readonly QuarantineEntry[]> {
    const { plantId, limit = 100 } = options;
    return (this.#tenants.get(scope.tenantId) ?? [])
      .filter((entry) => plantId === undefined || entry.plantId === plantId)
      .toReversed()
      .slice(0, limit);
  }

  async deleteTenant(scope: TenantScope): Promise<void> {
    this.#tenants.delete(scope.tenantId);
  }
}
