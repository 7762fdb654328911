import type { TenantScope } from "../authority.ts";
import type { Id } from "../ids.ts";
import type {
  Resolution,
  RollupQuery,
  RollupRow,
  RollupStore,
  TenantRollups,
} from "../ports/rollup-store.ts";
import type { Instant } from "../time.ts";

class MemoryTenantRollups implements TenantRollups {
  readonly #series = new Map<string, Map<Instant, RollupRow>>();

  clear(): void {
    this.#series.clear();
  }

  async put(rows: readonly RollupRow[]): Promise<void> {
    for (const row of rows) {
      const series = this.#of(row.deviceId, row.resolution);
      if (row.count === 0) series.delete(row.start);
      else series.set(row.start, structuredClone(row));
    }
  }

  async read({ deviceIds, resolution, span }: RollupQuery): Promise<readonly RollupRow[]> {
    return deviceIds.flatMap((deviceId) =>
      this.#sorted(deviceId, resolution).filter(
        ({ start }) => start >= span.start && start < span.end,
      ),
    );
  }

  async readBefore(
    deviceIds: readonly Id[],
    resolution: Resolution,
    before: Instant,
  ): Promise<readonly RollupRow[]> {
    return deviceIds.flatMap((deviceId) => {
      const row = this.#sorted(deviceId, resolution).findLast(({ start }) => start < before);
      return row ? [row] : [];
    });
  }

  #sorted(deviceId: Id, resolution: Resolution): RollupRow[] {
    return [...this.#of(deviceId, resolution).values()].toSorted((a, b) => a.start - b.start);
  }

  #of(deviceId: Id, resolution: Resolution): Map<Instant, RollupRow> {
    const key = `${deviceId} ${resolution}`;
    let series = this.#series.get(key);
    if (!series) this.#series.set(key, (series = new Map()));
    return series;
  }
}

/** {@link RollupStore} in memory, unbounded: for tests and examples. */
export class MemoryRollupStore implements RollupStore {
  readonly #tenants = new Map<Id, MemoryTenantRollups>();

  forTenant(scope: TenantScope): TenantRollups {
    let rollups = this.#tenants.get(scope.tenantId);
    if (!rollups) this.#tenants.set(scope.tenantId, (rollups = new MemoryTenantRollups()));
    return rollups;
  }

  async deleteTenant(scope: TenantScope): Promise<void> {
    this.#tenants.get(scope.tenantId)?.clear();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#tenants.clear();
  }
}
