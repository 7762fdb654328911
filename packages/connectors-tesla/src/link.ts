import type {
  DiscoveredSite,
  KnownSite,
  LinkCall,
  LinkPage,
  VendorLink,
} from "@solarmon/connectors-kit";
import { discoverSite } from "./discover.ts";
import type { GatewayApi } from "./gateway-api.ts";
import { pollGateway } from "./poll-gateway.ts";

/** One gateway. */
export class TeslaLink implements VendorLink {
  readonly #api: GatewayApi;

  constructor(api: GatewayApi) {
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
