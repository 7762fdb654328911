import {
  type Clock,
  type Id,
  type Link,
  type LinkChange,
  NEW_LINK_STATUS,
  newId,
  requireSitesOnce,
  SolarmonError,
  type TenantLinks,
} from "@solarmon/core";
import type { Kysely } from "kysely";
import type { ConstraintMessages } from "../catalog/catalog-error.ts";
import type { CatalogDatabase } from "../catalog/database.ts";
import type { CatalogTables } from "../catalog/tables.ts";
import { findTenantLinks } from "./find-links.ts";
import { toSiteRows } from "./link-row.ts";

/** Links of one tenant. Every query names the tenant; composite keys hold the same in the database. */
export class SqliteTenantLinks implements TenantLinks {
  readonly #database: CatalogDatabase;
  readonly #tenantId: Id;
  readonly #clock: Clock;

  constructor(database: CatalogDatabase, tenantId: Id, clock: Clock) {
    this.#database = database;
    this.#tenantId = tenantId;
    this.#clock = clock;
  }

  links(): Promise<readonly Link[]> {
    return this.#database.run(findTenantLinks(this.#database.kysely, this.#tenantId));
  }

  async link(id: Id): Promise<Link | undefined> {
    const found = findTenantLinks(this.#database.kysely, this.#tenantId, id);
    return (await this.#database.run(found))[0];
  }

  async addLink(given: Pick<Link, "vendor" | "name" | "settings" | "sites">): Promise<Link> {
    requireSitesOnce(given.sites);
    const { vendor, name, settings, sites } = given;
    const head = { id: newId(), tenantId: this.#tenantId, createdAt: this.#clock.now() };
    const row = { ...head, vendor, name };
    const texts = { settings: JSON.stringify(settings), status: JSON.stringify(NEW_LINK_STATUS) };
    await this.#change(name, async (kysely) => {
      await kysely
        .insertInto("links")
        .values({ ...row, ...texts })
        .execute();
      await insertSites(kysely, { ...head, sites });
    });
    return { ...row, settings, sites, status: NEW_LINK_STATUS };
  }

  async changeLink(id: Id, { name, settings, sites }: LinkChange): Promise<Link> {
    if (sites) requireSitesOnce(sites);
    await this.#change(name, async (kysely) => {
      const update = kysely.updateTable("links").set((expression) => ({
        name: name ?? expression.ref("name"),
        settings: settings ? JSON.stringify(settings) : expression.ref("settings"),
      }));
      const own = update.where("tenantId", "=", this.#tenantId).where("id", "=", id);
      if ((await own.executeTakeFirst()).numUpdatedRows === 0n) throw unknownLink(id);
      if (!sites) return;
      await kysely.deleteFrom("linkSites").where("linkId", "=", id).execute();
      await insertSites(kysely, { id, tenantId: this.#tenantId, sites });
    });
    const changed = await this.link(id);
    if (!changed) throw unknownLink(id); // removed a moment ago
    return changed;
  }

  async removeLink(id: Id): Promise<void> {
    const removal = this.#database.kysely
      .deleteFrom("links")
      .where("tenantId", "=", this.#tenantId);
    await this.#database.run(removal.where("id", "=", id).execute());
  }

  /** All or nothing. */
  #change(
    name: string | undefined,
    change: (kysely: Kysely<CatalogTables>) => Promise<void>,
  ): Promise<void> {
    const messages: ConstraintMessages = {
      conflict: `there is a link named ${name}. Choose another name.`,
      notFound: "a site of the link names a plant that is not there",
    };
    return this.#database.run(this.#database.kysely.transaction().execute(change), messages);
  }
}

async function insertSites(
  kysely: Kysely<CatalogTables>,
  link: Pick<Link, "id" | "tenantId" | "sites">,
): Promise<void> {
  const rows = toSiteRows(link);
  if (rows.length > 0) await kysely.insertInto("linkSites").values(rows).execute();
}

function unknownLink(id: Id): SolarmonError {
  return new SolarmonError("not_found", `there is no link ${id}`);
}
