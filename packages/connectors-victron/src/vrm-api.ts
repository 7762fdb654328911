import {
  createLinkHttp,
  isJsonObject,
  type JsonObject,
  type LinkCall,
  type LinkHost,
  listOf,
  objectOf,
  parseJsonBytes,
  ProblemList,
  type ReceivedReply,
  textOf,
  type VendorHttp,
} from "@solarmon/connectors-kit";
import { SECOND_MS, type Span } from "@solarmon/core";
import { victronDefinition } from "./definition.ts";
import { classifyVictron } from "./errors.ts";

const { vendor, auth, paging } = victronDefinition;

/** Calls of one account. */
export class VrmApi {
  readonly #address: string;
  readonly #token: string;
  readonly #http: VendorHttp;

  constructor(address: string, token: string, host: LinkHost) {
    this.#address = address;
    this.#token = token;
    this.#http = createLinkHttp({ vendor, classify: classifyVictron }, host);
  }

  async installations(call: LinkCall): Promise<readonly JsonObject[]> {
    const user = objectOf(bodyOf(await this.#get("/users/me", call))["user"]);
    const id = textOf(user?.["id"] ?? user?.["idUser"]) ?? "";
    const path = `/users/${encodeURIComponent(id)}/installations?extended=1`;
    return listOf(bodyOf(await this.#get(path, call))["records"]).filter(isJsonObject);
  }

  async diagnostics(siteKey: string, call: LinkCall): Promise<ReceivedReply> {
    const path = `/installations/${encodeURIComponent(siteKey)}/diagnostics`;
    return await this.#get(`${path}?${paging.countField}=${paging.maxCount}`, call);
  }

  /** What the site made, used and took, by quarters of an hour. */
  async quarters(siteKey: string, { start, end }: Span, call: LinkCall): Promise<ReceivedReply> {
    const query = new URLSearchParams({
      type: "live_feed",
      interval: "15mins",
      start: `${Math.floor(start / SECOND_MS)}`,
      end: `${Math.ceil(end / SECOND_MS)}`,
    });
    const path = `/installations/${encodeURIComponent(siteKey)}/stats`;
    return await this.#get(`${path}?${query.toString()}`, call);
  }

  async #get(path: string, { signal }: LinkCall): Promise<ReceivedReply> {
    return await this.#http.send({
      url: `${this.#address}${path}`,
      headers: { [auth.header]: `${auth.scheme} ${this.#token}` },
      ...(signal && { signal }),
    });
  }
}

function bodyOf({ body }: ReceivedReply): JsonObject {
  return objectOf(parseJsonBytes(body, new ProblemList())) ?? {};
}
