import {
  createLanes,
  createLinkHttp,
  type DecodeResult,
  isJsonObject,
  type JsonObject,
  type Lanes,
  type LinkCall,
  type LinkHost,
  objectOf,
  parseJsonBytes,
  ProblemList,
  type ReceivedReply,
  textOf,
  type VendorHttp,
} from "@solarmon/connectors-kit";
import { froniusDecoder } from "./decode.ts";
import { VENDOR } from "./definition.ts";
import { refusalOf } from "./errors.ts";

const VERSION_PATH = "/solar_api/GetAPIVersion.cgi";
const USUAL_BASE = "/solar_api/v1/";

/** A call of the API: path below its base, with the query. */
export interface SolarApiCall {
  /** Name of the endpoint for the decoder. */
  readonly endpoint: string;
  readonly path: string;
}

/** The Solar API of one device: two calls at once, base address asked once. */
export class SolarApi {
  readonly #address: string;
  readonly #http: VendorHttp;
  readonly #lanes: Lanes = createLanes(VENDOR.maxConcurrent);
  #base: string | undefined;

  constructor(address: string, host: LinkHost) {
    this.#address = address;
    this.#http = createLinkHttp({ vendor: VENDOR.name, classify: refusalOf }, host);
  }

  /** Readings of a reply. @throws `ConnectorError` */
  async read(request: SolarApiCall, timeZone: string, call: LinkCall): Promise<DecodeResult> {
    const reply = await this.#send(await this.#urlOf(request.path, call), call);
    return froniusDecoder.decode(request.endpoint, reply, { timeZone });
  }

  /** `Body` of a reply. @throws `ConnectorError` */
  async body(path: string, call: LinkCall): Promise<JsonObject> {
    const reply = await this.#send(await this.#urlOf(path, call), call);
    return objectOf(jsonOf(reply)["Body"]) ?? {};
  }

  async #urlOf(path: string, call: LinkCall): Promise<string> {
    this.#base ??= await this.#askBase(call);
    return `${this.#address}${this.#base}${path}`;
  }

  async #askBase(call: LinkCall): Promise<string> {
    const reply = await this.#send(`${this.#address}${VERSION_PATH}`, call);
    const base = textOf(jsonOf(reply)["BaseURL"]);
    return base?.startsWith("/") === true && !base.startsWith("//") ? base : USUAL_BASE;
  }

  async #send(url: string, { signal }: LinkCall): Promise<ReceivedReply> {
    return await this.#lanes(() => this.#http.send({ url, ...(signal && { signal }) }));
  }
}

function jsonOf({ body }: ReceivedReply): JsonObject {
  const json = parseJsonBytes(body, new ProblemList());
  return isJsonObject(json) ? json : {};
}
