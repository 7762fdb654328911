import type { KnownSite, VendorLink } from "../../connector.ts";

/** Whether a site says that it keeps a history; one that says nothing has one where its link has. */
export async function hasHistory(link: VendorLink, site: KnownSite): Promise<boolean> {
  if (!link.history) return false;
  const found = await link.discover();
  const claim = found
    .find(({ key }) => key === site.key)
    ?.capabilities.find(({ name }) => name === "history");
  return claim?.isAvailable ?? true;
}
