import { claimsHistory as siteClaimsHistory } from "../../jobs/claims-history.ts";
import type { DiscoveredSite, KnownSite, VendorLink } from "../../connector.ts";

/** Whether a site says that it keeps a history; one that says nothing has one where its link has. */
export async function hasHistory(link: VendorLink, site: KnownSite): Promise<boolean> {
  return link.history !== undefined && claimsHistory(await link.discover(), site.key);
}

/** What a discovery says of a site's history. */
export function claimsHistory(found: readonly DiscoveredSite[], siteKey: string): boolean {
  const site = found.find(({ key }) => key === siteKey);
  return site === undefined || siteClaimsHistory(site);
}
