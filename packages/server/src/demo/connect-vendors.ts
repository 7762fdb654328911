import {
  type Catalog,
  type Id,
  type LinkStore,
  systemClock,
  type TenantCatalog,
} from "@solarmon/core";
import { scopeOf } from "@solarmon/core/authority";
import { openCatalog, openLinkStore } from "@solarmon/embedded";
import { findServer } from "../control/control-client.ts";
import type { Settings } from "../settings.ts";
import { dataPaths } from "../folder/data-paths.ts";
import type { LinkDesk } from "../links/link-desk.ts";
import { type DemoAccount, VENDOR_PLACES, type VendorPlace } from "./vendor-places.ts";

/** Links the demo's vendor plants, or signs in again: stand-ins have new addresses and log-ins at each start. */
export async function connectVendors(
  accounts: readonly DemoAccount[],
  tenantId: Id,
  { dataDir }: Settings,
): Promise<void> {
  const paths = dataPaths(dataDir);
  await using server = await findServer(paths.controlSocket);
  if (!server) return;
  await using catalog = await openCatalog({ file: paths.catalog });
  const links = openLinkStore({ catalog, clock: systemClock });
  const tenant = { id: tenantId, catalog, links, desk: server.links };
  for (const place of VENDOR_PLACES) {
    const account = accounts.find(({ vendor }) => vendor === place.vendor);
    if (account) await connectVendor(place, account, tenant);
  }
}

interface DemoTenant {
  readonly id: Id;
  readonly catalog: Catalog;
  readonly links: LinkStore;
  readonly desk: LinkDesk;
}

async function connectVendor(
  place: VendorPlace,
  { settings, siteKey }: DemoAccount,
  { id: tenantId, catalog, links, desk }: DemoTenant,
): Promise<void> {
  const { vendor, linkName: name } = place;
  const scope = scopeOf(tenantId);
  const known = (await links.forTenant(scope).links()).find((link) => link.vendor === vendor);
  if (known) return await desk.signIn({ tenantId, linkId: known.id, settings });
  const plantId = await findOrMakePlant(catalog.forTenant(scope), place);
  await desk.connect({ tenantId, vendor, name, settings, sites: [{ key: siteKey, plantId }] });
}

/** The plant may be there from a start that was cut short. */
async function findOrMakePlant(catalog: TenantCatalog, place: VendorPlace): Promise<Id> {
  const { plantName: name } = place;
  const known = (await catalog.plants()).find((plant) => plant.name === name);
  if (known) return known.id;
  const { timeZone, latitudeDeg, longitudeDeg, dcKwp, acKw } = place;
  const about = { timeZone, latitudeDeg, longitudeDeg, dcKwp, acKw };
  return (await catalog.addPlant({ name, ...about, arrays: [] })).id;
}
