import type { Span } from "@solarmon/core";
import {
  ConnectorError,
  createLanes,
  createLinkHttp,
  createTokenSource,
  createVendorHttp,
  type DiscoveredSite,
  type KnownSite,
  type LinkCall,
  type LinkHost,
  type LinkPage,
  type LinkSettings,
  listOf,
  objectOf,
  readPages,
  type ReceivedReply,
  type TokenSet,
  type TokenSource,
  type VendorHttp,
  type VendorLink,
} from "../../src/index.ts";
import { acmeDecoder } from "./acme-decoder.ts";
import { siteOf } from "./acme-sites.ts";

type Json = Readonly<Record<string, unknown>>;

/** Calls of one account. */
export class AcmeLink implements VendorLink {
  readonly #settings: LinkSettings;
  readonly #host: LinkHost;
  readonly #http: VendorHttp;
  readonly #plain: VendorHttp;
  readonly #tokens: TokenSource;
  readonly #lanes = createLanes(2);

  constructor(settings: LinkSettings, host: LinkHost) {
    const own = { vendor: "acme" };
    this.#settings = settings;
    this.#host = host;
    this.#http = createLinkHttp(own, host);
    this.#plain = createVendorHttp({ ...own, ...host });
    this.#tokens = createTokenSource({
      ...own,
      ...host,
      store: this.#store(),
      refresh: async (old) => await this.#refresh(old),
    });
  }

  async discover(call: LinkCall = {}): Promise<readonly DiscoveredSite[]> {
    const sites: DiscoveredSite[] = [];
    const pages = readPages<Json, number>({
      vendor: "acme",
      first: 1,
      fetchPage: async (page) => parse(await this.#get(`/sites?page=${page}`, call)),
      next: ({ next }) => (typeof next === "number" ? next : undefined),
    });
    for await (const page of pages) sites.push(...listOf(page["sites"]).map(siteOf));
    return sites;
  }

  async *poll(sites: readonly KnownSite[], call: LinkCall = {}): AsyncGenerator<LinkPage> {
    for (const site of sites) {
      const reply = await this.#get(`/sites/${site.key}/live`, call);
      yield { siteKey: site.key, ...acmeDecoder.decode("live", reply, site) };
    }
  }

  async *history(site: KnownSite, span: Span, call: LinkCall = {}): AsyncGenerator<LinkPage> {
    const end = Math.min(span.end, this.#host.clock.now());
    let start = span.start;
    while (start < end) {
      const path = `/sites/${site.key}/history?from=${start}&to=${end}`;
      const reply = await this.#get(path, call);
      const { next } = parse(reply);
      const until = typeof next === "number" ? next : end;
      const { readings, problems } = acmeDecoder.decode("history", reply, site);
      yield { siteKey: site.key, readings, problems, covers: { start, end: until } };
      start = until;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {}

  async #get(path: string, { signal }: LinkCall): Promise<ReceivedReply> {
    const reply = await this.#lanes(() =>
      this.#tokens.use((token) =>
        this.#http.send({
          url: `${this.#settings["address"]}${path}`,
          headers: {
            "x-api-key": this.#settings["apiKey"] ?? "",
            authorization: `Bearer ${token}`,
          },
          ...(signal && { signal }),
        }),
      ),
    );
    parse(reply);
    return reply;
  }

  async #refresh({ refreshToken }: TokenSet): Promise<TokenSet> {
    const url = `${this.#settings["address"]}/token`;
    const body = JSON.stringify({ refreshToken });
    const reply = parse(await this.#plain.send({ url, method: "POST", body }));
    const { accessToken, refreshToken: next, expiresInS } = reply;
    return {
      accessToken: String(accessToken),
      refreshToken: String(next),
      expiresAt: this.#host.clock.now() + Number(expiresInS) * 1_000,
    };
  }

  /** What the settings brought counts until there are newer tokens. */
  #store(): LinkHost["tokens"] {
    const { tokens } = this.#host;
    const { refreshToken = "" } = this.#settings;
    return {
      load: async () => (await tokens.load()) ?? { accessToken: "", refreshToken, expiresAt: 0 },
      save: async (set) => await tokens.save(set),
    };
  }
}

function parse({ body }: ReceivedReply): Json {
  try {
    return objectOf(JSON.parse(new TextDecoder().decode(body))) ?? {};
  } catch {
    throw new ConnectorError("protocol", "acme", "the reply is no JSON");
  }
}
