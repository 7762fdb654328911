import {
  type JsonObject,
  isJsonObject,
  type LinkCall,
  listOf,
  objectOf,
  readPages,
} from "@solarmon/connectors-kit";
import type { MonitoringApi } from "./monitoring-api.ts";
import { VENDOR } from "./vendor.ts";

/** Sites that the credential may see, as the API tells them. @throws `ConnectorError` */
export async function listSites(
  api: MonitoringApi,
  call: LinkCall,
): Promise<readonly JsonObject[]> {
  // There is no list for those who may see one site.
  if (api.siteId !== undefined) return [{ siteId: api.siteId }];
  const pages = readPages<readonly JsonObject[], number>({
    vendor: VENDOR.name,
    first: 1,
    fetchPage: async (page) => sitesIn(await api.body(pathOf(page), call)),
    next: (sites, page) => (sites.length < VENDOR.sitesPerPage ? undefined : page + 1),
  });
  const all: JsonObject[] = [];
  for await (const sites of pages) all.push(...sites);
  return all;
}

/** The first page is what comes without a number: whether they start at 0 or 1 is not documented. */
function pathOf(page: number): string {
  const size = `sites-in-page=${VENDOR.sitesPerPage}`;
  return page === 1 ? `/sites?${size}` : `/sites?${size}&page=${page}`;
}

/** A list, bare or in `sites.site`: both were seen. */
function sitesIn(body: unknown): readonly JsonObject[] {
  const list = Array.isArray(body) ? body : objectOf(objectOf(body)?.["sites"])?.["site"];
  return listOf(list).filter(isJsonObject);
}
