import {
  createLanes,
  createLinkHttp,
  type LinkCall,
  type LinkHost,
  type LinkSettings,
  type ReceivedReply,
  type TokenSource,
  type VendorHttp,
} from "@solarmon/connectors-kit";
import { DESCRIPTION } from "./description.ts";
import { readJson } from "./read-json.ts";
import { acmeTokens } from "./tokens.ts";

const { vendor, maxConcurrent } = DESCRIPTION;

/** Acme's API with log-in and quota. */
export class AcmeApi {
  readonly #settings: LinkSettings;
  readonly #http: VendorHttp;
  readonly #tokens: TokenSource;
  readonly #inLane = createLanes(maxConcurrent ?? 1);

  constructor(settings: LinkSettings, host: LinkHost) {
    this.#settings = settings;
    this.#http = createLinkHttp({ vendor }, host);
    this.#tokens = acmeTokens(settings, host);
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
}
