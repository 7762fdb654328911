import { setTimeout } from "node:timers/promises";
import {
  createLanes,
  createLinkHttp,
  isJsonObject,
  type JsonObject,
  type LinkCall,
  type LinkHost,
  objectOf,
  parseJsonBytes,
  ProblemList,
  readNumber,
  readPages,
  type ReceivedReply,
  type VendorHttp,
} from "@solarmon/connectors-kit";
import { soliscloudDefinition } from "./definition.ts";
import { classifySoliscloud } from "./errors.ts";
import { entriesOf } from "./replies.ts";
import { signCall, type SolisKey } from "./sign-call.ts";

const { vendor, apiPath, paging, concurrency } = soliscloudDefinition;

/** Lists over all plants and inverters of the key. */
export type SolisList = "stationDetailList" | "inverterList" | "inverterDetailList";

/** Calls of one key: one at a time, each signed, and so far apart that a second never has more than are allowed. */
export class SolisApi {
  readonly #address: string;
  readonly #key: SolisKey;
  readonly #host: LinkHost;
  readonly #http: VendorHttp;
  readonly #lanes = createLanes(concurrency);
  readonly #spacingMs: number;
  #lastEndMs = Number.NEGATIVE_INFINITY;

  constructor(address: string, key: SolisKey, host: LinkHost, spacingMs: number) {
    this.#address = address;
    this.#key = key;
    this.#host = host;
    this.#spacingMs = spacingMs;
    this.#http = createLinkHttp({ vendor, classify: classifySoliscloud }, host);
  }

  /** Pages of a list, as they came. @throws `ConnectorError` */
  pages(list: SolisList, call: LinkCall): AsyncIterable<ReceivedReply> {
    return readPages<ReceivedReply, number>({
      vendor,
      first: 1,
      fetchPage: async (page) =>
        await this.send(
          list,
          { [paging.pageField]: page, [paging.sizeField]: paging.maxSize },
          call,
        ),
      next: (reply, page) => (page < pagesIn(reply) ? page + 1 : undefined),
    });
  }

  /** Records of a list over all of its pages. @throws `ConnectorError` */
  async list(list: SolisList, call: LinkCall): Promise<readonly JsonObject[]> {
    const records: JsonObject[] = [];
    for await (const reply of this.pages(list, call)) records.push(...recordsIn(reply));
    return records;
  }

  /** @throws `ConnectorError` */
  async send(name: string, parameters: JsonObject, { signal }: LinkCall): Promise<ReceivedReply> {
    const path = `${apiPath}/${name}`;
    const body = JSON.stringify(parameters);
    return await this.#lanes(async () => {
      await this.#keepApart();
      try {
        const headers = signCall(this.#key, path, body, this.#host.clock.now());
        const url = `${this.#address}${path}`;
        return await this.#http.send({
          url,
          method: "POST",
          headers,
          body,
          ...(signal && { signal }),
        });
      } finally {
        this.#lastEndMs = performance.now();
      }
    });
  }

  /** A ledger counts minutes; bursts within a second are answered with 502. */
  async #keepApart(): Promise<void> {
    const waitMs = this.#lastEndMs + this.#spacingMs - performance.now();
    if (waitMs > 0) await setTimeout(waitMs);
  }
}

export function recordsIn({ body }: ReceivedReply): readonly JsonObject[] {
  return entriesOf(bodyOf(body)).map(({ record }) => record);
}

function pagesIn({ body }: ReceivedReply): number {
  const data = objectOf(bodyOf(body)["data"]);
  const pages = readNumber((objectOf(data?.["page"]) ?? data)?.["pages"]);
  return typeof pages === "number" ? pages : 0;
}

function bodyOf(bytes: Uint8Array): JsonObject {
  const body = parseJsonBytes(bytes, new ProblemList());
  return isJsonObject(body) ? body : {};
}
