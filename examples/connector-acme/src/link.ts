import {
  type DiscoveredSite,
  type KnownSite,
  type LinkCall,
  type LinkHost,
  type LinkPage,
  type LinkSettings,
  listOf,
  readPages,
  type VendorLink,
} from "@solarmon/connectors-kit";
import type { Clock, Span } from "@solarmon/core";
import { AcmeApi } from "./api.ts";
import { acmeDecoder } from "./decode.ts";
import { siteOf } from "./discover.ts";
import { type Json, readJson } from "./read-json.ts";

/** One account: what it sees, what its plants do now, and what they did. */
export class AcmeLink implements VendorLink {
  readonly #api: AcmeApi;
  readonly #clock: Clock;

  constructor(settings: LinkSettings, host: LinkHost) {
    this.#api = new AcmeApi(settings, host);
    this.#clock = host.clock;
  }

  async discover(call: LinkCall = {}): Promise<readonly DiscoveredSite[]> {
    const sites: DiscoveredSite[] = [];
    const pages = readPages<Json, number>({
      vendor: "acme",
      first: 1,
      fetchPage: async (page) => readJson(await this.#api.get(`/sites?page=${page}`, call)),
      next: ({ next }) => (typeof next === "number" ? next : undefined),
    });
    for await (const page of pages) sites.push(...listOf(page["sites"]).map(siteOf));
    return sites;
  }

  async *poll(sites: readonly KnownSite[], call: LinkCall = {}): AsyncGenerator<LinkPage> {
    for (const site of sites) {
      const reply = await this.#api.get(`/sites/${site.key}/live`, call);
      yield { siteKey: site.key, ...acmeDecoder.decode("live", reply, site) };
    }
  }

  /** Acme cuts long spans and says where it goes on. */
  async *history(site: KnownSite, span: Span, call: LinkCall = {}): AsyncGenerator<LinkPage> {
    const end = Math.min(span.end, this.#clock.now());
    for (let { start } = span; start < end;) {
      const path = `/sites/${site.key}/history?from=${start}&to=${end}`;
      const reply = await this.#api.get(path, call);
      const { next } = readJson(reply);
      const until = typeof next === "number" ? next : end;
      const { readings, problems } = acmeDecoder.decode("history", reply, site);
      yield { siteKey: site.key, readings, problems, covers: { start, end: until } };
      start = until;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {}
}
