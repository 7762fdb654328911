import {
  createLinkHttp,
  isJsonObject,
  type JsonObject,
  type LinkCall,
  type LinkHost,
  parseJsonBytes,
  ProblemList,
  type ReceivedReply,
  type Refusal,
  type TokenSource,
  type VendorHttp,
} from "@solarmon/connectors-kit";
import { refusalOf } from "../errors.ts";
import { CLOUD } from "../vendor.ts";
import type { CloudApp } from "./app.ts";
import { cloudTokens } from "./cloud-tokens.ts";
import { RateLimit } from "./rate-limit.ts";

/** Calls of one owner's consent. */
export class CloudApi {
  readonly #app: CloudApp;
  readonly #http: VendorHttp;
  readonly #tokens: TokenSource;
  readonly #rateLimit = new RateLimit();

  constructor(app: CloudApp, host: LinkHost) {
    this.#app = app;
    this.#tokens = cloudTokens(app, host);
    this.#http = createLinkHttp(
      { vendor: CLOUD, classify: (reply) => this.#classify(reply) },
      host,
    );
  }

  /** @param path - below `/systems`, with its query @throws `ConnectorError` */
  async get(path: string, { signal }: LinkCall): Promise<ReceivedReply> {
    const url = `${this.#app.address}/api/v4/systems${path}`;
    return await this.#tokens.use(
      async (token) =>
        await this.#http.send({
          url,
          headers: { authorization: `Bearer ${token}`, key: this.#app.apiKey },
          ...(signal && { signal }),
        }),
    );
  }

  #classify(reply: ReceivedReply): Refusal | undefined {
    const refusal = refusalOf(reply);
    const retryAt = refusal?.kind === "rate" ? this.#rateLimit.retryAt(reply) : undefined;
    return refusal && retryAt !== undefined ? { ...refusal, retryAt } : refusal;
  }
}

/** A reply's fields; none when it is no object. */
export function fieldsOf({ body }: ReceivedReply): JsonObject {
  const json = parseJsonBytes(body, new ProblemList());
  return isJsonObject(json) ? json : {};
}
