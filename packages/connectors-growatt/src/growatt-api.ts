import {
  type Classify,
  ConnectorError,
  createLanes,
  createLinkHttp,
  isJsonObject,
  type JsonObject,
  type KnownVendorDevice,
  type LinkCall,
  type LinkHost,
  listOf,
  objectOf,
  parseJsonBytes,
  ProblemList,
  readNumber,
  readPages,
  type ReceivedReply,
  type Refusal,
  type VendorHttp,
} from "@solarmon/connectors-kit";
import { growattDefinition } from "./definition.ts";
import { classifyGrowatt } from "./errors.ts";
import { type Family, requestOf } from "./families.ts";

const { vendor, paging, concurrency } = growattDefinition;

/** First and last local day, e.g. `2026-07-01`. */
export interface Days {
  readonly first: string;
  readonly last: string;
}

/** Calls of one account; one at a time. */
export class GrowattApi {
  readonly #address: string;
  readonly #token: string;
  readonly #http: VendorHttp;
  readonly #lanes = createLanes(concurrency);
  /** Refusals for asking a device too early. Kept from the ledger, which would silence all devices for one. */
  readonly #tooEarly = new WeakMap<object, Refusal>();

  constructor(address: string, token: string, host: LinkHost) {
    this.#address = address;
    this.#token = token;
    this.#http = createLinkHttp({ vendor, classify: (reply) => this.#classify(reply) }, host);
  }

  /** Entries of a list over all of its pages. */
  async list(
    path: string,
    name: string,
    parameters: Readonly<Record<string, string>>,
    call: LinkCall,
  ): Promise<readonly JsonObject[]> {
    const entries: JsonObject[] = [];
    const pages = this.#pages((page) => this.#send("GET", path, { ...parameters, ...page }, call));
    for await (const reply of pages) entries.push(...entriesOf(reply, name));
    return entries;
  }

  async last(
    { method, serialField, last }: Family,
    { key }: KnownVendorDevice,
    call: LinkCall,
  ): Promise<ReceivedReply> {
    return await this.#send(method, last.path, { [serialField]: key }, call);
  }

  /** Pages of a device's rows. */
  rows(
    { method, serialField, history }: Family,
    { key }: KnownVendorDevice,
    { first, last }: Days,
    call: LinkCall,
  ): AsyncIterable<ReceivedReply> {
    const what = { [serialField]: key, start_date: first, end_date: last };
    return this.#pages((page) => this.#send(method, history.path, { ...what, ...page }, call));
  }

  #pages(
    fetchPage: (page: Readonly<Record<string, string>>) => Promise<ReceivedReply>,
  ): AsyncIterable<ReceivedReply> {
    let seen = 0;
    return readPages<ReceivedReply, number>({
      vendor,
      first: 1,
      maxPages: paging.maxPages,
      fetchPage: async (page) =>
        await fetchPage({
          [paging.pageField]: `${page}`,
          [paging.sizeField]: `${paging.maxSize}`,
        }),
      next: (reply, page) => {
        const { entries, count } = sizeOf(reply);
        seen += entries;
        const hasMore = entries >= paging.maxSize || (entries > 0 && seen < count);
        return hasMore ? page + 1 : undefined;
      },
    });
  }

  async #send(
    method: Family["method"],
    path: string,
    parameters: Readonly<Record<string, string>>,
    { signal }: LinkCall,
  ): Promise<ReceivedReply> {
    const request = requestOf(this.#address, method, path, parameters);
    const headers = { ...request.headers, [growattDefinition.auth.header]: this.#token };
    const reply = await this.#lanes(
      async () => await this.#http.send({ ...request, headers, ...(signal && { signal }) }),
    );
    const { kind, detail, retryAt } = this.#tooEarly.get(reply) ?? {};
    if (kind === undefined) return reply;
    const { status } = reply;
    const options = { status, ...(retryAt !== undefined && { retryAt }) };
    throw new ConnectorError(
      kind,
      vendor,
      `${method} ${path} answered ${status}: ${detail}`,
      options,
    );
  }

  #classify(reply: Parameters<Classify>[0]): ReturnType<Classify> {
    const refusal = classifyGrowatt(reply);
    if (refusal?.kind !== "rate") return refusal;
    this.#tooEarly.set(reply, refusal);
    return null;
  }
}

function dataOf({ body }: ReceivedReply): JsonObject {
  return objectOf(objectOf(parseJsonBytes(body, new ProblemList()))?.["data"]) ?? {};
}

function entriesOf(reply: ReceivedReply, name: string): readonly JsonObject[] {
  return listOf(dataOf(reply)[name]).filter(isJsonObject);
}

/** Entries of a page, and the `count` of all; some replies count the page only, or nothing. */
function sizeOf(reply: ReceivedReply): { readonly entries: number; readonly count: number } {
  const data = dataOf(reply);
  const lists = Object.values(data).filter(Array.isArray);
  const count = readNumber(data["count"]);
  return {
    entries: Math.max(0, ...lists.map(({ length }) => length)),
    count: typeof count === "number" ? count : 0,
  };
}
