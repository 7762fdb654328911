import {
  createLanes,
  createLinkHttp,
  createTokenSource,
  createVendorHttp,
  type LinkCall,
  type LinkHost,
  type LinkSettings,
  type ReceivedReply,
  type TokenSet,
  type TokenSource,
  type TokenStore,
  type VendorHttp,
} from "@solarmon/connectors-kit";
import { SECOND_MS } from "@solarmon/core";
import { DESCRIPTION } from "./description.ts";
import { readJson } from "./read-json.ts";

const { vendor, maxConcurrent } = DESCRIPTION;

/** Acme's API with log-in and quota. */
export class AcmeApi {
  readonly #settings: LinkSettings;
  readonly #host: LinkHost;
  readonly #http: VendorHttp;
  /** For calls that the vendor does not count. */
  readonly #uncounted: VendorHttp;
  readonly #tokens: TokenSource;
  readonly #inLane = createLanes(maxConcurrent ?? 1);

  constructor(settings: LinkSettings, host: LinkHost) {
    this.#settings = settings;
    this.#host = host;
    this.#http = createLinkHttp({ vendor }, host);
    this.#uncounted = createVendorHttp({ vendor, ...host });
    this.#tokens = createTokenSource({
      vendor,
      ...host,
      store: tokensFrom(settings, host.tokens),
      refresh: async (old) => await this.#refresh(old),
    });
  }

  /** @throws {@link ConnectorError} also for a success whose body is no JSON */
  async get(path: string, { signal }: LinkCall): Promise<ReceivedReply> {
    const url = `${this.#settings["address"]}${path}`;
    const key = { "x-api-key": this.#settings["apiKey"] ?? "" };
    const reply = await this.#inLane(() =>
      this.#tokens.use((token) => {
        const headers = { ...key, authorization: `Bearer ${token}` };
        return this.#http.send({ url, headers, ...(signal && { signal }) });
      }),
    );
    readJson(reply);
    return reply;
  }

  async #refresh({ refreshToken }: TokenSet): Promise<TokenSet> {
    const url = `${this.#settings["address"]}/token`;
    const body = JSON.stringify({ refreshToken });
    const answer = readJson(await this.#uncounted.send({ url, method: "POST", body }));
    return {
      accessToken: String(answer["accessToken"]),
      refreshToken: String(answer["refreshToken"]),
      expiresAt: this.#host.clock.now() + Number(answer["expiresInS"]) * SECOND_MS,
    };
  }
}

/** What the settings brought counts until there are newer tokens. */
function tokensFrom({ refreshToken = "" }: LinkSettings, kept: TokenStore): TokenStore {
  return {
    load: async () => (await kept.load()) ?? { accessToken: "", refreshToken, expiresAt: 0 },
    save: async (tokens) => await kept.save(tokens),
  };
}
