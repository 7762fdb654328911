import type { TenantScope } from "../../authority.ts";
import type { Id } from "../../ids.ts";
import type { Link, LinkStatus } from "../../link.ts";
import type { Catalog } from "../../ports/catalog.ts";
import type { LinkStore, TenantLinks } from "../../ports/link-store.ts";
import { NEW_PLANT, newTenant } from "../catalog/subject.ts";
import { TEST_DAY } from "../builders.ts";

/** A store of links with the catalogue that holds their tenants and plants. */
export interface LinkStoreUnderTest {
  readonly links: LinkStore;
  readonly catalog: Catalog;
}

/** A tenant with a plant and nothing linked yet. */
export interface Owner {
  readonly scope: TenantScope;
  readonly own: TenantLinks;
  readonly plantId: Id;
}

export async function newOwner(
  { links, catalog }: LinkStoreUnderTest,
  name = "Acme",
): Promise<Owner> {
  const { scope, own } = await newTenant(catalog, name);
  const plant = await own.addPlant(NEW_PLANT);
  return { scope, own: links.forTenant(scope), plantId: plant.id };
}

export function newLink(
  plantId: Id,
  name = "Roofs",
): Pick<Link, "vendor" | "name" | "settings" | "sites"> {
  const settings = { address: "http://192.0.2.7", account: "ann" };
  return { vendor: "solaredge", name, settings, sites: [{ key: "4711", plantId }] };
}

/** A status with everything in it. */
export function fullStatus(reason = "the budget of the day is spent"): LinkStatus {
  const span = { start: TEST_DAY, end: TEST_DAY + 900_000, filledUntil: TEST_DAY + 300_000 };
  const problem = { code: "unknown_unit", path: "/power/unit", detail: "unit hp", count: 3 };
  return {
    health: "waiting_for_quota",
    reason,
    until: TEST_DAY + 50_700_000,
    lastPolledAt: TEST_DAY,
    progress: '{"filledTo":1}',
    gaps: [{ ...span, siteKey: "4711", cause: "quota", state: "waiting_for_quota" }],
    problems: [{ siteKey: "4711", seenAt: TEST_DAY, ...problem }],
  };
}

/** All pages of the store, one after another. */
export async function pagesOf(store: LinkStore): Promise<(readonly Link[])[]> {
  const pages: (readonly Link[])[] = [];
  for await (const page of store.allLinks()) pages.push(page);
  return pages;
}
