import { SolarmonError } from "../errors.ts";
import { newId, type Id } from "../ids.ts";
import {
  NEW_LINK_STATUS,
  requireSitesOnce,
  type Link,
  type LinkChange,
  type LinkSite,
} from "../link.ts";
import type { TenantCatalog } from "../ports/catalog.ts";
import type { TenantLinks } from "../ports/link-store.ts";
import type { Clock } from "../time.ts";

/** Links of one tenant in a memory store. */
export class MemoryTenantLinks implements TenantLinks {
  readonly #links: Map<Id, Link>;
  readonly #tenantId: Id;
  readonly #own: TenantCatalog;
  readonly #clock: Clock;

  constructor(links: Map<Id, Link>, tenantId: Id, own: TenantCatalog, clock: Clock) {
    this.#links = links;
    this.#tenantId = tenantId;
    this.#own = own;
    this.#clock = clock;
  }

  async links(): Promise<readonly Link[]> {
    if (!(await this.#own.tenant())) return [];
    return [...this.#links.values()].filter(({ tenantId }) => tenantId === this.#tenantId);
  }

  async link(id: Id): Promise<Link | undefined> {
    return (await this.links()).find((link) => link.id === id);
  }

  async addLink(given: Pick<Link, "vendor" | "name" | "settings" | "sites">): Promise<Link> {
    await this.#requirePlants(given.sites);
    const { vendor, name, settings, sites } = structuredClone(given);
    const head = { id: newId(), tenantId: this.#tenantId, createdAt: this.#clock.now() };
    const link: Link = { ...head, vendor, name, settings, sites, status: NEW_LINK_STATUS };
    return this.#put(link);
  }

  async changeLink(id: Id, { name, settings, sites }: LinkChange): Promise<Link> {
    if (sites) await this.#requirePlants(sites);
    const held = this.#links.get(id);
    if (held?.tenantId !== this.#tenantId)
      throw new SolarmonError("not_found", `there is no link ${id}`);
    const given = { name: name ?? held.name, settings: settings ?? held.settings };
    return this.#put({ ...held, ...structuredClone({ ...given, sites: sites ?? held.sites }) });
  }

  async removeLink(id: Id): Promise<void> {
    if (this.#links.get(id)?.tenantId === this.#tenantId) this.#links.delete(id);
  }

  async #requirePlants(sites: readonly LinkSite[]): Promise<void> {
    requireSitesOnce(sites);
    if (!(await this.#own.tenant()))
      throw new SolarmonError("not_found", "there is no such tenant");
    for (const { plantId } of sites)
      if (!(await this.#own.plant(plantId)))
        throw new SolarmonError("not_found", `there is no plant ${plantId}`);
  }

  #put(link: Link): Link {
    const others = [...this.#links.values()].filter(({ id }) => id !== link.id);
    if (others.some(({ tenantId, name }) => tenantId === link.tenantId && name === link.name))
      throw new SolarmonError("conflict", `there is a link named ${link.name}. Choose another.`);
    this.#links.set(link.id, link);
    return link;
  }
}
