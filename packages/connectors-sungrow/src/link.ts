import type {
  DiscoveredSite,
  KnownSite,
  LinkCall,
  LinkPage,
  VendorLink,
} from "@solarmon/connectors-kit";
import type { Clock, Span } from "@solarmon/core";
import { discoverSites } from "./discover.ts";
import { readHistory } from "./history.ts";
import { pollSites } from "./poll.ts";
import type { SungrowApi } from "./sungrow-api.ts";

/** One account, or one allowance of an owner. */
export class SungrowLink implements VendorLink {
  readonly #api: SungrowApi;
  readonly #clock: Clock;

  constructor(api: SungrowApi, clock: Clock) {
    this.#api = api;
    this.#clock = clock;
  }

  async discover(call: LinkCall = {}): Promise<readonly DiscoveredSite[]> {
    return await discoverSites(this.#api, call);
  }

  async *poll(sites: readonly KnownSite[], call: LinkCall = {}): AsyncGenerator<LinkPage> {
    yield* await pollSites(this.#api, sites, call);
  }

  history(site: KnownSite, span: Span, call: LinkCall = {}): AsyncIterable<LinkPage> {
    return readHistory(this.#api, site, span, this.#clock.now(), call);
  }

  async [Symbol.asyncDispose](): Promise<void> {}
}
