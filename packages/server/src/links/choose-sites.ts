import type { DiscoveredSite } from "@solarmon/connectors-kit";
import { type Catalog, type Id, type LinkSite, type Plant, SolarmonError } from "@solarmon/core";
import { scopeOf } from "@solarmon/core/authority";
import { findPlant } from "../folder/find-plant.ts";
import { findTenant } from "../folder/find-tenant.ts";

export interface SiteFlags {
  /** Plant of the only site. */
  readonly plant?: string;
  /** `KEY=PLANT` */
  readonly site?: readonly string[];
  /** Makes a plant for every site that none is given for. */
  readonly createPlants?: boolean;
  readonly tenant?: string;
  /** For plants that are made of sites whose vendor tells no zone. */
  readonly timeZone?: string;
}

export interface ChosenSites {
  readonly tenantId: Id;
  readonly sites: readonly LinkSite[];
  readonly created: readonly Plant[];
}

/** Finds, or makes, the plants that a link's sites belong to. @throws `invalid_argument` says which flag is missing */
export async function chooseSites(
  catalog: Catalog,
  discovered: readonly DiscoveredSite[],
  flags: SiteFlags,
): Promise<ChosenSites> {
  const plants = await namedPlants(catalog, discovered, flags);
  const tenantId = await ownerOf(catalog, [...plants.values()], flags);
  const created: Plant[] = [];
  if (flags.createPlants === true)
    for (const site of discovered.filter(({ key }) => !plants.has(key))) {
      const plant = await createPlant(catalog, tenantId, site, flags);
      created.push(plant);
      plants.set(site.key, plant);
    }
  if (plants.size === 0) throw nothingChosen(discovered);
  const sites = [...plants].map(([key, { id }]) => ({ key, plantId: id }));
  return { tenantId, sites, created };
}

async function namedPlants(
  catalog: Catalog,
  discovered: readonly DiscoveredSite[],
  { plant, site = [] }: SiteFlags,
): Promise<Map<string, Plant>> {
  const plants = new Map<string, Plant>();
  const [first] = discovered;
  if (plant !== undefined && discovered.length !== 1) throw manySites(discovered);
  if (plant !== undefined && first) plants.set(first.key, await findPlant(catalog, plant));
  for (const pair of site) {
    const at = pair.lastIndexOf("=");
    const key = pair.slice(0, at);
    if (!discovered.some((one) => one.key === key)) throw unknownSite(pair, discovered);
    plants.set(key, await findPlant(catalog, pair.slice(at + 1)));
  }
  return plants;
}

async function ownerOf(
  catalog: Catalog,
  plants: readonly Plant[],
  { tenant }: SiteFlags,
): Promise<Id> {
  const owners = new Set(plants.map(({ tenantId }) => tenantId));
  if (tenant !== undefined) owners.add((await findTenant(catalog, tenant)).id);
  if (owners.size === 0) for (const { id } of await catalog.tenants()) owners.add(id);
  const [owner] = owners;
  if (owner !== undefined && owners.size === 1) return owner;
  throw wrongUse(
    owners.size === 0
      ? "there is no tenant yet. Make one with: solarmon tenant create NAME"
      : "a link belongs to one tenant, and so do its plants. Say which with --tenant.",
  );
}

async function createPlant(
  catalog: Catalog,
  tenantId: Id,
  site: DiscoveredSite,
  flags: SiteFlags,
): Promise<Plant> {
  const timeZone = site.timeZone ?? flags.timeZone;
  if (timeZone === undefined)
    throw wrongUse(`the vendor does not tell the zone of site ${site.key}. Add --time-zone.`);
  const { name, latitudeDeg = null, longitudeDeg = null, dcKwp = null } = site;
  const rest = { latitudeDeg, longitudeDeg, dcKwp, acKw: null, arrays: [] };
  try {
    return await catalog.forTenant(scopeOf(tenantId)).addPlant({ name, timeZone, ...rest });
  } catch (error) {
    if (!SolarmonError.is(error) || error.code !== "conflict") throw error;
    const use = `--site ${JSON.stringify(`${site.key}=${name}`)}`;
    throw wrongUse(`there is a plant named ${name} already. If it is the same one, add ${use}`);
  }
}

function nothingChosen(discovered: readonly DiscoveredSite[]): SolarmonError {
  if (discovered.length === 0)
    return new SolarmonError("not_found", "the vendor shows no site to this log-in");
  const sites = discovered.map(({ key }) => `--site ${key}=PLANT`).join(" ");
  return wrongUse(
    `say which plants the readings belong to: ${sites}; or make them with --create-plants`,
  );
}

function manySites(discovered: readonly DiscoveredSite[]): SolarmonError {
  return wrongUse(
    `--plant is for a link with one site; this one has ${discovered.length}. ` +
      `Use --site KEY=PLANT for each of: ${discovered.map(({ key }) => key).join(", ")}`,
  );
}

function unknownSite(pair: string, discovered: readonly DiscoveredSite[]): SolarmonError {
  const keys = discovered.map(({ key }) => key).join(", ");
  return wrongUse(`--site ${pair} names no site; write KEY=PLANT with one of: ${keys}`);
}

function wrongUse(message: string): SolarmonError {
  return new SolarmonError("invalid_argument", message);
}
