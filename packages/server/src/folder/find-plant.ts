import { type Catalog, isId, type Plant, SolarmonError } from "@solarmon/core";
import { scopeOf } from "@solarmon/core/authority";

/**
 * The plant of that id or name. For the operator's command only: looks through all tenants.
 *
 * @throws `not_found` · `invalid_argument` when several tenants have a plant of that name
 */
export async function findPlant(catalog: Catalog, idOrName: string): Promise<Plant> {
  if (isId(idOrName)) {
    const plant = await catalog.findPlant(idOrName);
    if (plant) return plant;
  }
  const tenants = await catalog.tenants();
  const plants = await Promise.all(
    tenants.map(({ id }) => catalog.forTenant(scopeOf(id)).plants()),
  );
  const named = plants.flat().filter(({ name }) => name === idOrName);
  const [only] = named;
  if (only && named.length === 1) return only;
  if (named.length > 1)
    throw new SolarmonError(
      "invalid_argument",
      `${named.length} plants are called ${idOrName}; use the id: ${named.map(({ id }) => id).join(", ")}`,
    );
  throw new SolarmonError(
    "not_found",
    `there is no plant ${idOrName}. See the plants with: solarmon plant list`,
  );
}
