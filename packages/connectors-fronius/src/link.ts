import type {
  DiscoveredSite,
  KnownSite,
  LinkCall,
  LinkHost,
  LinkPage,
  VendorLink,
} from "@solarmon/connectors-kit";
import type { Clock, Span } from "@solarmon/core";
import { readArchive } from "./archive-call.ts";
import { discoverSite } from "./discover.ts";
import { pollSite } from "./poll-site.ts";
import { SolarApi } from "./solar-api.ts";

/** One Datamanager or GEN24. */
export class FroniusLink implements VendorLink {
  readonly #api: SolarApi;
  readonly #clock: Clock;

  constructor(address: string, host: LinkHost) {
    this.#api = new SolarApi(address, host);
    this.#clock = host.clock;
  }

  async discover(call: LinkCall = {}): Promise<readonly DiscoveredSite[]> {
    return [await discoverSite(this.#api, call)];
  }

  async *poll(sites: readonly KnownSite[], call: LinkCall = {}): AsyncGenerator<LinkPage> {
    for (const site of sites) yield await pollSite(this.#api, site, call);
  }

  async *history(site: KnownSite, span: Span, call: LinkCall = {}): AsyncGenerator<LinkPage> {
    yield await readArchive(this.#api, site, span, this.#clock.now(), call);
  }

  async [Symbol.asyncDispose](): Promise<void> {}
}
