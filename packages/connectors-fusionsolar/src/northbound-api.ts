import {
  createLanes,
  createLinkHttp,
  type Lanes,
  type LinkCall,
  type LinkHost,
  objectOf,
  parseJsonBytes,
  ProblemList,
  type ReceivedReply,
  textOf,
  type TokenSource,
  type VendorHttp,
  type VendorRequest,
} from "@solarmon/connectors-kit";
import { VENDOR } from "./definition.ts";
import { refusalOf, TOKEN_HEADER } from "./errors.ts";
import { type Access, openSession } from "./session.ts";

/** A call of the interface. */
export interface NorthboundCall {
  /** e.g. `getDevList`. */
  readonly path: string;
  readonly body: Readonly<Record<string, string | number>>;
}

/** Ten devices for three days send the longest replies. */
const MAX_BODY_BYTES = 64 * 1024 * 1024;

/** The northbound interface of one user: one call at a time, each with the session's token. */
export class NorthboundApi {
  readonly #baseUrl: string;
  readonly #http: VendorHttp;
  readonly #session: TokenSource;
  readonly #lanes: Lanes = createLanes(1);

  constructor(access: Access, host: LinkHost) {
    this.#baseUrl = access.baseUrl;
    this.#session = openSession(access, host);
    const options = {
      vendor: VENDOR.name,
      classify: refusalOf,
      kindOf,
      maxBodyBytes: MAX_BODY_BYTES,
      silenceMs: VENDOR.stepMs,
    };
    this.#http = createLinkHttp(options, host);
  }

  /** @throws `ConnectorError` */
  async ask({ path, body }: NorthboundCall, { signal }: LinkCall): Promise<ReceivedReply> {
    const request: VendorRequest = {
      url: `${this.#baseUrl}/${path}`,
      method: "POST",
      body: JSON.stringify(body),
      ...(signal && { signal }),
    };
    return await this.#lanes(
      async () =>
        await this.#session.use(async (token) => {
          const headers = { "content-type": "application/json", [TOKEN_HEADER]: token };
          return await this.#http.send({ ...request, headers });
        }),
    );
  }
}

/** Limits are those of an interface; newest values are counted for each type of device. */
function kindOf({ url, body }: VendorRequest): string {
  const path = url.slice(url.lastIndexOf("/") + 1);
  if (path !== "getDevRealKpi") return path;
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : new Uint8Array();
  const asked = objectOf(parseJsonBytes(bytes, new ProblemList()));
  return `${path}/${textOf(asked?.["devTypeId"]) ?? ""}`;
}
