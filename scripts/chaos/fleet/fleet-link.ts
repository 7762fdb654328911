import type { StandIn } from "@solarmon/connectors-kit/stand-in";
import { type Clock, HOUR_MS, type Id, type Link, type TenantScope } from "@solarmon/core";
import { linkSecretNames, splitSettings } from "@solarmon/ingest/poller";
import type { House } from "./fleet-house.ts";
import { FLEET_VENDORS, type FleetVendor } from "./fleet-vendors.ts";
import type { Outage } from "./outage-plan.ts";

const TIME_ZONES = ["Europe/Berlin", "Europe/Lisbon", "Europe/Athens", "Africa/Johannesburg"];
/** Dark at every place of the fleet when the day begins. */
const NOON_OF_DAY_MS = 11 * HOUR_MS;

/** A link of the fleet, and the vendor behind it. */
export interface FleetLink {
  readonly id: Id;
  readonly name: string;
  readonly vendor: FleetVendor;
  readonly standIn: StandIn;
  /** Plant of each of the vendor's sites. */
  readonly plants: ReadonlyMap<string, Id>;
}

/** The account of a vendor, its plants, and the link between both. */
export async function addFleetLink(
  house: House,
  scope: TenantScope,
  index: number,
  clock: Clock,
): Promise<FleetLink> {
  const vendor = FLEET_VENDORS[index % FLEET_VENDORS.length]!;
  const timeZone = TIME_ZONES[Math.floor(index / FLEET_VENDORS.length) % TIME_ZONES.length]!;
  const standIn = await vendor.start(clock, { timeZone, noonAt: NOON_OF_DAY_MS });
  const name = `link ${index}`;
  const plants = await addPlants(house, scope, `${name}, plant`, standIn);
  const { vendor: vendorName } = vendor.connector.describe();
  const { open, secret } = splitSettings(vendor.connector, standIn.settings);
  const sites = [...plants].map(([key, plantId]) => ({ key, plantId }));
  const link = await house.links
    .forTenant(scope)
    .addLink({ vendor: vendorName, name, settings: open, sites });
  await keepSecrets(house, link.id, secret);
  return { id: link.id, name, vendor, standIn, plants };
}

async function addPlants(
  house: House,
  scope: TenantScope,
  name: string,
  { sites }: StandIn,
): Promise<Map<string, Id>> {
  const plants = new Map<string, Id>();
  const own = house.catalog.forTenant(scope);
  for (const { key, timeZone } of sites) {
    const unknown = { latitudeDeg: null, longitudeDeg: null, dcKwp: null, acKw: null };
    const plant = await own.addPlant({ name: `${name} ${key}`, timeZone, ...unknown, arrays: [] });
    plants.set(key, plant.id);
  }
  return plants;
}

async function keepSecrets(house: House, id: Id, secret: Link["settings"]): Promise<void> {
  await house.secrets.put(linkSecretNames(id).settings, JSON.stringify(secret));
}

/** The vendor begins to fail. */
export function beginOutage({ standIn }: FleetLink, { fault }: Outage): void {
  if (fault === "log-in") standIn.revoke();
  else standIn.misbehave(fault);
}

/** The vendor works again, and the owner has logged in where he had to. */
export async function endOutage(house: House, link: FleetLink, { fault }: Outage): Promise<void> {
  if (fault === "log-in") await logInAgain(house, link);
  else link.standIn.misbehave(null);
}

/** The owner of a link that asks for it logs in again: a new token can get lost in an outage, and the old one is used up. */
export async function answerLogIn(house: House, link: FleetLink): Promise<void> {
  if (house.poller.statusOf(link.id)?.health === "needs_login") await logInAgain(house, link);
}

async function logInAgain(house: House, link: FleetLink): Promise<void> {
  const { secret } = splitSettings(link.vendor.connector, link.standIn.logInAgain());
  if (Object.keys(secret).length === 0) return;
  await keepSecrets(house, link.id, secret);
  await house.secrets.delete(linkSecretNames(link.id).tokens);
  await house.poller.signIn(link.id);
}
