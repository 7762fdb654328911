import { type Catalog, isId, type Link, type LinkStore, SolarmonError } from "@solarmon/core";
import { scopeOf } from "@solarmon/core/authority";
import { findTenants } from "../folder/find-tenants.ts";

/** Links of all tenants, or of the one that is named. For the operator's command only. */
export async function listLinks(
  catalog: Catalog,
  store: LinkStore,
  tenantName?: string,
): Promise<readonly Link[]> {
  const tenants = await findTenants(catalog, tenantName);
  const links = await Promise.all(tenants.map(({ id }) => store.forTenant(scopeOf(id)).links()));
  return links.flat();
}

/**
 * The link of that id or name. For the operator's command only: looks through all tenants.
 *
 * @throws `not_found` · `invalid_argument` when several tenants have a link of that name
 */
export async function findLink(
  catalog: Catalog,
  store: LinkStore,
  idOrName: string,
): Promise<Link> {
  const links = await listLinks(catalog, store);
  const byId = isId(idOrName) ? links.filter(({ id }) => id === idOrName) : [];
  const found = byId.length > 0 ? byId : links.filter(({ name }) => name === idOrName);
  const [only] = found;
  if (only && found.length === 1) return only;
  if (found.length > 1)
    throw new SolarmonError(
      "invalid_argument",
      `${found.length} links are called ${idOrName}; use the id: ${found.map(({ id }) => id).join(", ")}`,
    );
  throw new SolarmonError(
    "not_found",
    `there is no link ${idOrName}. See the links with: solarmon link list`,
  );
}
