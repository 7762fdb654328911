import {
  createLanes,
  createLinkHttp,
  isJsonObject,
  type JsonObject,
  type LinkCall,
  type LinkHost,
  listOf,
  objectOf,
  parseJsonBytes,
  ProblemList,
  readNumber,
  readPages,
  type ReceivedReply,
  type TokenSource,
  type VendorHttp,
} from "@solarmon/connectors-kit";
import { VENDOR } from "./definition.ts";
import { classifySungrow } from "./errors.ts";
import { ACCOUNT_CALLS, type CallFamily, PLATFORM_CALLS } from "./families.ts";
import type { SungrowSettings } from "./settings.ts";
import { headersOf, sungrowTokens } from "./sungrow-login.ts";

/** Calls of one account or allowance, one at a time. */
export class SungrowApi {
  readonly family: CallFamily;
  readonly #settings: SungrowSettings;
  readonly #tokens: TokenSource;
  readonly #http: VendorHttp;
  readonly #lanes = createLanes(VENDOR.maxConcurrent);

  constructor(settings: SungrowSettings, host: LinkHost) {
    this.family = settings.login.kind === "account" ? ACCOUNT_CALLS : PLATFORM_CALLS;
    this.#settings = settings;
    this.#tokens = sungrowTokens(settings, host);
    this.#http = createLinkHttp({ vendor: VENDOR.name, classify: classifySungrow }, host);
  }

  /** Logs in again once when the token is refused. @throws `ConnectorError` */
  async send(path: string, parameters: JsonObject, call: LinkCall): Promise<ReceivedReply> {
    return await this.#lanes(
      async () =>
        await this.#tokens.use(async (token) => await this.#post(path, parameters, token, call)),
    );
  }

  /** Entries of a list over all of its pages. @throws `ConnectorError` */
  async list(path: string, parameters: JsonObject, call: LinkCall): Promise<readonly JsonObject[]> {
    const entries: JsonObject[] = [];
    const pages = readPages<JsonObject, number>({
      vendor: VENDOR.name,
      first: 1,
      fetchPage: async (page) => {
        const where = { [this.family.pageField]: page, size: VENDOR.pageSize };
        return resultOf(await this.send(path, { ...parameters, ...where }, call));
      },
      next: (result, page) => {
        const count = readNumber(result["rowCount"]);
        const hasMore = listOf(result["pageList"]).length > 0 && entries.length < Number(count);
        return hasMore ? page + 1 : undefined;
      },
    });
    for await (const result of pages)
      entries.push(...listOf(result["pageList"]).filter(isJsonObject));
    return entries;
  }

  async #post(
    path: string,
    parameters: JsonObject,
    token: string,
    { signal }: LinkCall,
  ): Promise<ReceivedReply> {
    const { address, appkey, secretKey } = this.#settings;
    const inBody = this.family.token === "body";
    const common = { appkey, lang: VENDOR.common.lang, ...(inBody && { token }) };
    const bearer = inBody ? {} : { authorization: `Bearer ${token}` };
    return await this.#http.send({
      url: `${address}${path}`,
      method: "POST",
      headers: { ...headersOf(secretKey), ...bearer },
      body: JSON.stringify({ ...parameters, ...common }),
      ...(signal && { signal }),
    });
  }
}

/** `result_data` of a success. */
export function resultOf({ body }: ReceivedReply): JsonObject {
  return objectOf(objectOf(parseJsonBytes(body, new ProblemList()))?.["result_data"]) ?? {};
}
