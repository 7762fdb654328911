import {
  ConnectorError,
  createLinkHttp,
  isJsonObject,
  type JsonObject,
  type LinkCall,
  type LinkHost,
  objectOf,
  parseJsonBytes,
  ProblemList,
  type ReceivedReply,
  type VendorHttp,
} from "@solarmon/connectors-kit";
import { VENDOR } from "./definition.ts";
import { refusalOf } from "./errors.ts";

/** Calls of one account. Each counts, the list of sites as well. */
export class RooftopApi {
  readonly #address: string;
  readonly #key: string;
  readonly #http: VendorHttp;

  constructor(address: string, key: string, host: LinkHost) {
    this.#address = address;
    this.#key = key;
    this.#http = createLinkHttp({ vendor: VENDOR.name, classify: refusalOf }, host);
  }

  /** @throws `ConnectorError` */
  async sites(call: LinkCall): Promise<readonly JsonObject[]> {
    const { body } = await this.#get("/rooftop_sites?format=json", call);
    const sites = objectOf(parseJsonBytes(body, new ProblemList()))?.["sites"];
    if (Array.isArray(sites)) return sites.filter(isJsonObject);
    throw new ConnectorError("protocol", VENDOR.name, "the reply holds no list of sites");
  }

  /** Estimates of the last `hours`, newest first. @throws `ConnectorError` */
  async estimatedActuals(siteKey: string, hours: number, call: LinkCall): Promise<ReceivedReply> {
    const query = new URLSearchParams({ hours: `${hours}`, period: "PT30M", format: "json" });
    const path = `/rooftop_sites/${encodeURIComponent(siteKey)}/estimated_actuals`;
    return await this.#get(`${path}?${query.toString()}`, call);
  }

  async #get(path: string, { signal }: LinkCall): Promise<ReceivedReply> {
    return await this.#http.send({
      url: `${this.#address}${path}`,
      headers: { authorization: `Bearer ${this.#key}` },
      ...(signal && { signal }),
    });
  }
}
