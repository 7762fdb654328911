import {
  createLanes,
  createLinkHttp,
  type JsonObject,
  type Lanes,
  type LinkCall,
  type LinkHost,
  type LinkSettings,
  objectOf,
  parseJsonBytes,
  ProblemList,
  type ReceivedReply,
  type VendorHttp,
} from "@solarmon/connectors-kit";
import { MINUTE_MS } from "@solarmon/core";
import { VENDOR } from "./definition.ts";
import { refusalOf } from "./errors.ts";

/** A reply of the web API, as it came and as JSON. */
export interface WebApiReply {
  readonly reply: ReceivedReply;
  readonly json: JsonObject;
}

/** The web API of one gateway: one request at a time. */
export class WebApi {
  readonly #address: string;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #http: VendorHttp;
  readonly #lanes: Lanes = createLanes(VENDOR.maxConcurrent);

  constructor(address: string, { password = "" }: LinkSettings, host: LinkHost) {
    this.#address = address;
    this.#headers = password === "" ? {} : basicAuth(password, host);
    this.#http = createLinkHttp(
      // A gateway short of memory says 429; it has room again soon.
      { vendor: VENDOR.name, classify: refusalOf, silenceMs: MINUTE_MS },
      host,
    );
  }

  /** @throws `ConnectorError` */
  async get(path: string, { signal }: LinkCall): Promise<WebApiReply> {
    const url = `${this.#address}${path}`;
    const request = { url, headers: this.#headers, ...(signal && { signal }) };
    const reply = await this.#lanes(() => this.#http.send(request));
    return { reply, json: objectOf(parseJsonBytes(reply.body, new ProblemList())) ?? {} };
  }
}

/** Its only user is `admin`. */
function basicAuth(password: string, { redactor }: LinkHost): Readonly<Record<string, string>> {
  const credentials = Buffer.from(`admin:${password}`).toString("base64");
  redactor.add(credentials);
  return { authorization: `Basic ${credentials}` };
}
