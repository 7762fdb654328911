import type { TenantScope } from "../authority.ts";
import type { Id } from "../ids.ts";
import type { Link, LinkStatus } from "../link.ts";
import type { Catalog } from "../ports/catalog.ts";
import type { LinkStore, TenantLinks } from "../ports/link-store.ts";
import { systemClock, type Clock } from "../time.ts";
import { MemoryTenantLinks } from "./memory-tenant-links.ts";

const PAGE_LINKS = 500;

export interface MemoryLinkStoreOptions {
  /** Knows the plants that sites name; links of tenants that it has no more are gone. */
  readonly catalog: Catalog;
  readonly clock?: Clock;
}

/** {@link LinkStore} in memory, unbounded: for tests and examples. */
export class MemoryLinkStore implements LinkStore {
  readonly #links = new Map<Id, Link>();
  readonly #catalog: Catalog;
  readonly #clock: Clock;

  constructor({ catalog, clock = systemClock }: MemoryLinkStoreOptions) {
    this.#catalog = catalog;
    this.#clock = clock;
  }

  forTenant(scope: TenantScope): TenantLinks {
    const own = this.#catalog.forTenant(scope);
    return new MemoryTenantLinks(this.#links, scope.tenantId, own, this.#clock);
  }

  async *allLinks(): AsyncIterable<readonly Link[]> {
    const tenants = new Set((await this.#catalog.tenants()).map(({ id }) => id));
    const links = [...this.#links.values()].filter(({ tenantId }) => tenants.has(tenantId));
    for (let start = 0; start < links.length; start += PAGE_LINKS)
      yield links.slice(start, start + PAGE_LINKS);
  }

  async saveStatus(statuses: ReadonlyMap<Id, LinkStatus>): Promise<void> {
    for (const [id, status] of statuses) {
      const link = this.#links.get(id);
      if (link) this.#links.set(id, { ...link, status: structuredClone(status) });
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#links.clear();
  }
}
