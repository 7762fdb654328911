import { isId, SolarmonError, type Catalog, type Plant, type TenantScope } from "@solarmon/core";

/**
 * The plant of that id within the scope.
 *
 * @throws `not_found` unknown, someone else's or not an id at all, the same answer
 */
export async function plantOf(catalog: Catalog, scope: TenantScope, id: string): Promise<Plant> {
  const plant = isId(id) ? await catalog.forTenant(scope).plant(id) : undefined;
  if (!plant) throw new SolarmonError("not_found", "There is no such plant.");
  return plant;
}
