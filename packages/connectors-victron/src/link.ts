import {
  concernsOneSite,
  type DecodedReading,
  type DiscoveredSite,
  type KnownSite,
  type LinkCall,
  type LinkPage,
  type VendorLink,
} from "@solarmon/connectors-kit";
import { type Clock, DAY_MS, type Span } from "@solarmon/core";
import { victronDecoder } from "./decode.ts";
import { discoverSites } from "./discover.ts";
import { SITE } from "./stats.ts";
import type { VrmApi } from "./vrm-api.ts";

const CHUNK_MS = 7 * DAY_MS;

/** One account at VRM. */
export class VictronLink implements VendorLink {
  readonly #api: VrmApi;
  readonly #clock: Clock;

  constructor(api: VrmApi, clock: Clock) {
    this.#api = api;
    this.#clock = clock;
  }

  async discover(call: LinkCall = {}): Promise<readonly DiscoveredSite[]> {
    return await discoverSites(this.#api, call);
  }

  async *poll(sites: readonly KnownSite[], call: LinkCall = {}): AsyncGenerator<LinkPage> {
    for (const site of sites) yield await this.#newest(site, call);
  }

  async *history(site: KnownSite, span: Span, call: LinkCall = {}): AsyncGenerator<LinkPage> {
    const end = Math.min(span.end, this.#clock.now());
    for (let { start } = span; start < end; start += CHUNK_MS)
      yield await this.#past(site, { start, end: Math.min(start + CHUNK_MS, end) }, call);
  }

  async [Symbol.asyncDispose](): Promise<void> {}

  async #newest(site: KnownSite, call: LinkCall): Promise<LinkPage> {
    try {
      const reply = await this.#api.diagnostics(site.key, call);
      return { siteKey: site.key, ...victronDecoder.decode("diagnostics", reply, site) };
    } catch (error) {
      if (!concernsOneSite(error)) throw error;
      return { siteKey: site.key, readings: [], problems: [], error };
    }
  }

  async #past(site: KnownSite, covers: Span, call: LinkCall): Promise<LinkPage> {
    const reply = await this.#api.quarters(site.key, covers, call);
    const { readings, problems } = victronDecoder.decode("stats", reply, site);
    const inside = readings.filter(
      ({ measuredAt }) => measuredAt >= covers.start && measuredAt < covers.end,
    );
    return {
      siteKey: site.key,
      readings: inside.map((reading) => named(reading, site.key)),
      problems,
      covers,
    };
  }
}

/** Statistics do not name their site: it stands in the call. */
function named(reading: DecodedReading, siteKey: string): DecodedReading {
  const rest = reading.deviceId.slice(SITE.length);
  return { ...reading, deviceId: `${SITE}:${siteKey}${rest}` };
}
