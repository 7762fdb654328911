import type {
  DiscoveredSite,
  KnownSite,
  LinkCall,
  LinkPage,
  VendorLink,
} from "@solarmon/connectors-kit";
import { discoverGateway } from "./discover.ts";
import type { GatewayApi } from "./gateway-api.ts";
import { pollGateway } from "./poll-gateway.ts";

/** One gateway. */
export class GatewayLink implements VendorLink {
  readonly #api: GatewayApi;
  readonly #readsEach: boolean;

  constructor(api: GatewayApi, readsEach: boolean) {
    this.#api = api;
    this.#readsEach = readsEach;
  }

  async discover(call: LinkCall = {}): Promise<readonly DiscoveredSite[]> {
    return [await discoverGateway(this.#api, this.#readsEach, call)];
  }

  async *poll(sites: readonly KnownSite[], call: LinkCall = {}): AsyncGenerator<LinkPage> {
    for (const site of sites) yield await pollGateway(this.#api, site, call);
  }

  async [Symbol.asyncDispose](): Promise<void> {}
}
