import { type Catalog, SolarmonError, type Tenant } from "@solarmon/core";

/** The tenant of that id or name. @throws `not_found` · `invalid_argument` when several have that name */
export async function findTenant(catalog: Catalog, idOrName: string): Promise<Tenant> {
  const tenants = await catalog.tenants();
  const found = tenants.filter(({ id, name }) => id === idOrName || name === idOrName);
  const [only] = found;
  if (only && found.length === 1) return only;
  if (found.length > 1)
    throw new SolarmonError(
      "invalid_argument",
      `${found.length} tenants are called ${idOrName}; use the id: ${found.map(({ id }) => id).join(", ")}`,
    );
  throw new SolarmonError(
    "not_found",
    `there is no tenant ${idOrName}. See the tenants with: solarmon tenant list`,
  );
}
