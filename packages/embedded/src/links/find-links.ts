import type { Id, Link } from "@solarmon/core";
import type { Kysely } from "kysely";
import type { CatalogTables } from "../catalog/tables.ts";
import { type JoinedLinkRow, toLinks } from "./link-row.ts";

/** A tenant's links, or that of an id among them. */
export async function findTenantLinks(
  kysely: Kysely<CatalogTables>,
  tenantId: Id,
  id?: Id,
): Promise<Link[]> {
  const own = joinedLinks(kysely).where("links.tenantId", "=", tenantId);
  return toLinks(await (id === undefined ? own : own.where("links.id", "=", id)).execute());
}

/** Rows of the next links of all tenants after the one of that running number. */
export function findLinkPage(
  kysely: Kysely<CatalogTables>,
  after: number,
  maxLinks: number,
): Promise<JoinedLinkRow[]> {
  const later = kysely.selectFrom("links").select("number").where("number", ">", after);
  const page = later.orderBy("number").limit(maxLinks);
  return joinedLinks(kysely).where("links.number", "in", page).execute();
}

function joinedLinks(kysely: Kysely<CatalogTables>) {
  return kysely
    .selectFrom("links")
    .leftJoin("linkSites", "linkSites.linkId", "links.id")
    .selectAll("links")
    .select(["linkSites.key", "linkSites.plantId"])
    .orderBy("links.number")
    .orderBy("linkSites.position");
}
