import {
  type Clock,
  type Id,
  isId,
  type Link,
  type LinkChange,
  type LinkSite,
  NEW_LINK_STATUS,
  newId,
  requireSitesOnce,
  SolarmonError,
  type TenantLinks,
  type TenantScope,
} from "@solarmon/core";
import type { Database } from "../database/database.ts";
import type { Session } from "../database/session.ts";
import { selectLinks, toLink } from "./link-rows.ts";

/** Links of one tenant in PostgreSQL. */
export class PostgresTenantLinks implements TenantLinks {
  readonly #database: Database;
  readonly #scope: TenantScope;
  readonly #clock: Clock;

  constructor(database: Database, scope: TenantScope, clock: Clock) {
    this.#database = database;
    this.#scope = scope;
    this.#clock = clock;
  }

  async links(): Promise<readonly Link[]> {
    const query = selectLinks(this.#database.queries);
    const rows = await this.#database.asTenant(this.#scope, (session) => session.run(query));
    return rows.map(toLink);
  }

  async link(id: Id): Promise<Link | undefined> {
    if (!isId(id)) return undefined;
    return this.#database.asTenant(this.#scope, (session) => this.#find(session, id));
  }

  async addLink(given: Pick<Link, "vendor" | "name" | "settings" | "sites">): Promise<Link> {
    requireSitesOnce(given.sites);
    const { vendor, name, settings, sites } = structuredClone(given);
    const head = { id: newId(), tenantId: this.#scope.tenantId, createdAt: this.#clock.now() };
    const status = NEW_LINK_STATUS;
    const row = {
      ...head,
      vendor,
      name,
      settings: JSON.stringify(settings),
      status: JSON.stringify(status),
    };
    const insert = this.#database.queries.insertInto("links").values(row);
    const add = async (session: Session): Promise<void> => {
      await session.run(insert);
      await this.#addSites(session, head.id, sites);
    };
    await this.#database.asTenant(this.#scope, add, messages(name));
    return { ...head, vendor, name, settings, sites, status };
  }

  async changeLink(id: Id, { name, settings, sites }: LinkChange): Promise<Link> {
    if (sites) requireSitesOnce(sites);
    if (!isId(id)) throw noLink(id);
    const values = {
      ...(name === undefined ? {} : { name }),
      ...(settings === undefined ? {} : { settings: JSON.stringify(settings) }),
    };
    const change = async (session: Session): Promise<Link> => {
      const held = await this.#find(session, id);
      if (!held) throw noLink(id);
      const update = this.#database.queries.updateTable("links").where("id", "=", id).set(values);
      if (Object.keys(values).length > 0) await session.run(update);
      if (sites) await this.#replaceSites(session, id, sites);
      return (await this.#find(session, id)) ?? held;
    };
    return this.#database.asTenant(this.#scope, change, messages(name));
  }

  async removeLink(id: Id): Promise<void> {
    if (!isId(id)) return;
    const remove = this.#database.queries.deleteFrom("links").where("id", "=", id);
    await this.#database.asTenant(this.#scope, (session) => session.run(remove));
  }

  async #find(session: Session, id: Id): Promise<Link | undefined> {
    const [row] = await session.run(selectLinks(this.#database.queries).where("id", "=", id));
    return row && toLink(row);
  }

  async #replaceSites(session: Session, id: Id, sites: readonly LinkSite[]): Promise<void> {
    await session.run(this.#database.queries.deleteFrom("linkSites").where("linkId", "=", id));
    await this.#addSites(session, id, sites);
  }

  async #addSites(session: Session, linkId: Id, sites: readonly LinkSite[]): Promise<void> {
    if (sites.length === 0) return;
    const { tenantId } = this.#scope;
    const rows = sites.map(({ key, plantId }, place) => ({
      tenantId,
      linkId,
      place,
      key,
      plantId,
    }));
    await session.run(this.#database.queries.insertInto("linkSites").values(rows));
  }
}

function messages(name: string | undefined): { conflict: string; notFound: string } {
  return {
    conflict: `there is a link named ${name}. Choose another.`,
    notFound: "there is no such tenant, or a site names no plant of it",
  };
}

function noLink(id: Id): SolarmonError {
  return new SolarmonError("not_found", `there is no link ${id}`);
}
