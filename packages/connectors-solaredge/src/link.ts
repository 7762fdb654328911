import {
  ConnectorError,
  type DiscoveredSite,
  type KnownSite,
  type LinkCall,
  type LinkHost,
  type LinkPage,
  type VendorLink,
} from "@solarmon/connectors-kit";
import type { Clock, Span } from "@solarmon/core";
import type { Access } from "./access.ts";
import { discoverSites } from "./discover.ts";
import { readHistory } from "./history.ts";
import { MonitoringApi } from "./monitoring-api.ts";
import { SitePoller } from "./poll-site.ts";
import { SiteMemory } from "./site-memory.ts";

/** So many sites in a row without an answer, and it is the vendor that is down. */
const MOST_FAILURES = 2;

/** Sites of one credential. */
export class SolaredgeLink implements VendorLink {
  readonly #api: MonitoringApi;
  readonly #clock: Clock;
  readonly #poller: SitePoller;
  readonly #memory: SiteMemory;

  constructor(access: Access, host: LinkHost) {
    this.#api = new MonitoringApi(access, host);
    this.#clock = host.clock;
    this.#poller = new SitePoller(this.#api, host.clock);
    this.#memory = new SiteMemory(this.#api, host.clock);
  }

  async discover(call: LinkCall = {}): Promise<readonly DiscoveredSite[]> {
    return await discoverSites(this.#api, this.#memory, call);
  }

  async *poll(sites: readonly KnownSite[], call: LinkCall = {}): AsyncGenerator<LinkPage> {
    let failures = 0;
    for (const site of sites)
      try {
        yield* this.#poller.poll(site, call);
        failures = 0;
      } catch (error) {
        if (!ConnectorError.isConnectorError(error) || !isOfSite(error)) throw error;
        failures += error.kind === "transient" ? 1 : 0;
        if (failures >= MOST_FAILURES) throw error;
        yield { siteKey: site.key, readings: [], problems: [], error };
      }
  }

  async *history(site: KnownSite, span: Span, call: LinkCall = {}): AsyncGenerator<LinkPage> {
    yield* readHistory(this.#api, site, span, this.#clock.now(), call);
  }

  async [Symbol.asyncDispose](): Promise<void> {}
}

/** The vendor answered, and may answer for the others. */
function isOfSite({ kind, status }: ConnectorError): boolean {
  if (kind === "auth" || kind === "rate") return false;
  return kind !== "transient" || status !== null;
}
