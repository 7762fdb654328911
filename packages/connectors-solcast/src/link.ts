import {
  concernsOneSite,
  type DiscoveredSite,
  type KnownSite,
  type LinkCall,
  type LinkPage,
  type VendorLink,
} from "@solarmon/connectors-kit";
import { type Clock, HOUR_MS, type Span } from "@solarmon/core";
import { solcastDecoder } from "./decode.ts";
import { VENDOR } from "./definition.ts";
import { siteOf } from "./discovered-site.ts";
import type { RooftopApi } from "./rooftop-api.ts";

/** One account. */
export class SolcastLink implements VendorLink {
  readonly #api: RooftopApi;
  readonly #clock: Clock;

  constructor(api: RooftopApi, clock: Clock) {
    this.#api = api;
    this.#clock = clock;
  }

  async discover(call: LinkCall = {}): Promise<readonly DiscoveredSite[]> {
    return (await this.#api.sites(call)).flatMap((site) => siteOf(site) ?? []);
  }

  async *poll(sites: readonly KnownSite[], call: LinkCall = {}): AsyncGenerator<LinkPage> {
    const end = this.#clock.now();
    for (const site of sites) yield await this.#newest(site, end, call);
  }

  /** One call tells a week, whatever is asked for; of what is older nothing is known any more. */
  async *history(site: KnownSite, span: Span, call: LinkCall = {}): AsyncGenerator<LinkPage> {
    const now = this.#clock.now();
    const covers = { start: span.start, end: Math.max(span.start, Math.min(span.end, now)) };
    const hours = Math.min(VENDOR.historyHours, Math.ceil((now - covers.start) / HOUR_MS) + 1);
    const isKept = covers.end > now - VENDOR.historyHours * HOUR_MS;
    if (isKept && covers.end > covers.start) yield await this.#read(site, hours, covers, call);
    else yield { siteKey: site.key, readings: [], problems: [], covers };
  }

  async [Symbol.asyncDispose](): Promise<void> {}

  async #newest(site: KnownSite, end: number, call: LinkCall): Promise<LinkPage> {
    const covers = { start: end - VENDOR.pollHours * HOUR_MS, end };
    try {
      return await this.#read(site, VENDOR.pollHours, covers, call);
    } catch (error) {
      if (!concernsOneSite(error)) throw error;
      return { siteKey: site.key, readings: [], problems: [], error };
    }
  }

  async #read(
    { key, timeZone }: KnownSite,
    hours: number,
    covers: Span,
    call: LinkCall,
  ): Promise<LinkPage> {
    const reply = await this.#api.estimatedActuals(key, hours, call);
    const { readings, problems } = solcastDecoder.decode("estimated-actuals", reply, { timeZone });
    const inside = readings.filter(
      ({ measuredAt }) => measuredAt >= covers.start && measuredAt < covers.end,
    );
    return { siteKey: key, readings: inside, problems, covers };
  }
}
