import {
  concernsOneSite,
  type DiscoveredSite,
  type KnownSite,
  type LinkCall,
  type LinkPage,
  type VendorLink,
} from "@solarmon/connectors-kit";
import { goodweDecoder } from "./decode.ts";
import { discoverSites } from "./discover.ts";
import type { SemsApi } from "./sems-api.ts";

/** One account at the SEMS portal. Charts of the past tell no energies: counters tell those of a gap as a whole. */
export class GoodweLink implements VendorLink {
  readonly #api: SemsApi;

  constructor(api: SemsApi) {
    this.#api = api;
  }

  async discover(call: LinkCall = {}): Promise<readonly DiscoveredSite[]> {
    return await discoverSites(this.#api, call);
  }

  async *poll(sites: readonly KnownSite[], call: LinkCall = {}): AsyncGenerator<LinkPage> {
    for (const site of sites) yield await this.#newest(site, call);
  }

  async [Symbol.asyncDispose](): Promise<void> {}

  async #newest(site: KnownSite, call: LinkCall): Promise<LinkPage> {
    try {
      const reply = await this.#api.monitorDetail(site.key, call);
      return { siteKey: site.key, ...goodweDecoder.decode("monitor-detail", reply, site) };
    } catch (error) {
      if (!concernsOneSite(error)) throw error;
      return { siteKey: site.key, readings: [], problems: [], error };
    }
  }
}
