import type {
  DiscoveredSite,
  KnownSite,
  LinkCall,
  LinkPage,
  VendorLink,
} from "@solarmon/connectors-kit";
import { discoverSite } from "./discover.ts";
import { pollGateway } from "./poll-gateway.ts";
import type { WebApi } from "./web-api.ts";

/** One gateway. */
export class OpendtuLink implements VendorLink {
  readonly #api: WebApi;

  constructor(api: WebApi) {
    this.#api = api;
  }

  async discover(call: LinkCall = {}): Promise<readonly DiscoveredSite[]> {
    return [await discoverSite(this.#api, call)];
  }

  async *poll(sites: readonly KnownSite[], call: LinkCall = {}): AsyncGenerator<LinkPage> {
    for (const site of sites) yield await pollGateway(this.#api, site, call);
  }

  async [Symbol.asyncDispose](): Promise<void> {}
}
