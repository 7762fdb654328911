import type { Link, LinkSite } from "@solarmon/core";
import { type Selectable, type SelectQueryBuilder, sql } from "kysely";
import type { Queries } from "../database/queries.ts";
import type { LinkTable, Tables } from "../database/tables.ts";

interface LinkRow extends Selectable<LinkTable> {
  readonly sites: readonly LinkSite[];
}

/** Links with their sites in the order given, in the order in which they were added. */
export function selectLinks(queries: Queries): SelectQueryBuilder<Tables, "links", LinkRow> {
  const sites = sql<readonly LinkSite[]>`(
    select coalesce(jsonb_agg(jsonb_build_object('key', key, 'plantId', plant_id) order by place), '[]')
    from solarmon.link_sites where link_sites.tenant_id = links.tenant_id and link_sites.link_id = links.id)`;
  return queries.selectFrom("links").selectAll("links").select(sites.as("sites")).orderBy("number");
}

export function toLink({ number: _number, ...link }: LinkRow): Link {
  return link;
}
