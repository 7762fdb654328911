import {
  ConnectorError,
  type DiscoveredSite,
  type KnownSite,
  type LinkCall,
  type LinkPage,
  type VendorLink,
} from "@solarmon/connectors-kit";
import type { Clock, Span } from "@solarmon/core";
import { enphaseDecoder } from "../decode.ts";
import type { CloudApi } from "./cloud-api.ts";
import { DeviceMemory } from "./device-memory.ts";
import { discoverSystems } from "./discover.ts";
import { readHistory } from "./history.ts";

/** So many systems in a row without an answer, or the only one, and it is the cloud that is down. */
const MOST_FAILURES = 2;

/** Systems of one consent. A poll costs one call a system. */
export class CloudLink implements VendorLink {
  readonly #api: CloudApi;
  readonly #clock: Clock;
  readonly #memory: DeviceMemory;

  constructor(api: CloudApi, clock: Clock) {
    this.#api = api;
    this.#clock = clock;
    this.#memory = new DeviceMemory(api, clock);
  }

  async discover(call: LinkCall = {}): Promise<readonly DiscoveredSite[]> {
    return await discoverSystems(this.#api, this.#memory, call);
  }

  async *poll(sites: readonly KnownSite[], call: LinkCall = {}): AsyncGenerator<LinkPage> {
    let failures = 0;
    for (const site of sites)
      try {
        yield await this.#summary(site, call);
        failures = 0;
      } catch (error) {
        if (!ConnectorError.isConnectorError(error) || !isOfSystem(error)) throw error;
        failures += error.kind === "transient" ? 1 : 0;
        if (failures >= Math.min(MOST_FAILURES, sites.length)) throw error;
        yield { siteKey: site.key, readings: [], problems: [], error };
      }
  }

  async *history(site: KnownSite, span: Span, call: LinkCall = {}): AsyncGenerator<LinkPage> {
    yield* readHistory(this.#api, site, span, this.#clock.now(), call);
  }

  async [Symbol.asyncDispose](): Promise<void> {}

  async #summary(site: KnownSite, call: LinkCall): Promise<LinkPage> {
    const reply = await this.#api.get(`/${encodeURIComponent(site.key)}/summary`, call);
    return { siteKey: site.key, ...enphaseDecoder.decode("cloud-summary", reply, site) };
  }
}

/** The cloud answered, and may answer for the others. */
function isOfSystem({ kind, status }: ConnectorError): boolean {
  if (kind === "auth" || kind === "rate") return false;
  return kind !== "transient" || status !== null;
}
