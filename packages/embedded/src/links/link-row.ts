import type { Link, LinkSite, LinkStatus } from "@solarmon/core";
import type { LinkSiteRow } from "../catalog/tables.ts";

/** A link beside one of its sites, as a join gives it: a link without sites comes once, with nulls. */
export interface JoinedLinkRow extends Pick<
  Link,
  "id" | "tenantId" | "vendor" | "name" | "createdAt"
> {
  readonly number: number;
  readonly settings: string;
  readonly status: string;
  readonly key: string | null;
  readonly plantId: string | null;
}

/** Links with their sites; rows of one link stand together. */
export function toLinks(rows: readonly JoinedLinkRow[]): Link[] {
  const found = new Map<string, { row: JoinedLinkRow; sites: LinkSite[] }>();
  for (const row of rows) {
    const held = found.get(row.id) ?? { row, sites: [] };
    found.set(row.id, held);
    const { key, plantId } = row;
    if (key !== null && plantId !== null) held.sites.push({ key, plantId });
  }
  return [...found.values()].map(({ row, sites }) => toLink(row, sites));
}

function toLink(row: JoinedLinkRow, sites: readonly LinkSite[]): Link {
  const { id, tenantId, vendor, name, createdAt } = row;
  const settings: Link["settings"] = JSON.parse(row.settings);
  const status: LinkStatus = JSON.parse(row.status);
  return { id, tenantId, vendor, name, settings, sites, status, createdAt };
}

export function toSiteRows(link: Pick<Link, "id" | "tenantId" | "sites">): LinkSiteRow[] {
  const { id: linkId, tenantId, sites } = link;
  return sites.map(({ key, plantId }, position) => ({ linkId, tenantId, position, key, plantId }));
}
