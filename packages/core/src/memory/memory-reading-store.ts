import type { TenantScope } from "../authority.ts";
import type { Id } from "../ids.ts";
import type {
  ReadingStore,
  ReadingStoreCapabilities,
  TenantReadings,
} from "../ports/reading-store.ts";
import { MemoryTenantReadings } from "./memory-tenant-readings.ts";

/** {@link ReadingStore} in memory, unbounded: for tests and examples. */
export class MemoryReadingStore implements ReadingStore {
  readonly capabilities: ReadingStoreCapabilities = { history: true };
  readonly #tenants = new Map<Id, MemoryTenantReadings>();

  forTenant(scope: TenantScope): TenantReadings {
    let readings = this.#tenants.get(scope.tenantId);
    if (!readings) this.#tenants.set(scope.tenantId, (readings = new MemoryTenantReadings(scope)));
    return readings;
  }

  async deleteTenant(scope: TenantScope): Promise<void> {
    this.#tenants.get(scope.tenantId)?.clear();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#tenants.clear();
  }
}
