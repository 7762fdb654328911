import type { Catalog, Tenant } from "@solarmon/core";
import { findTenant } from "./find-tenant.ts";

/** All tenants, or the one that is named by id or name. @throws as `findTenant` */
export async function findTenants(
  catalog: Catalog,
  idOrName: string | undefined,
): Promise<readonly Tenant[]> {
  return idOrName === undefined ? await catalog.tenants() : [await findTenant(catalog, idOrName)];
}
