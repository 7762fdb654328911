import {
  createLanes,
  createLinkHttp,
  type JsonObject,
  type Lanes,
  type LinkCall,
  type LinkHost,
  objectOf,
  parseJsonBytes,
  pinnedFetch,
  ProblemList,
  type ReceivedReply,
  type TokenSource,
  type VendorHttp,
} from "@solarmon/connectors-kit";
import { VENDOR } from "./definition.ts";
import { explained, refusalOf } from "./errors.ts";
import { openSession } from "./gateway-session.ts";
import type { GatewaySettings } from "./gateway-settings.ts";

/** Calls of one gateway, one at a time. */
export class GatewayApi {
  readonly #address: string;
  readonly #http: VendorHttp;
  readonly #session: TokenSource;
  readonly #lanes: Lanes = createLanes(VENDOR.maxConcurrent);

  constructor(settings: GatewaySettings, host: LinkHost) {
    const { address, certificate } = settings;
    const trusting =
      certificate === undefined ? host : { ...host, fetch: pinnedFetch(certificate) };
    this.#address = address;
    this.#session = openSession(settings, trusting);
    this.#http = createLinkHttp(
      { vendor: VENDOR.name, classify: refusalOf, silenceMs: VENDOR.lockedMs },
      trusting,
    );
  }

  /** @throws `ConnectorError` */
  async read(path: string, { signal }: LinkCall): Promise<ReceivedReply> {
    const url = `${this.#address}${path}`;
    try {
      return await this.#lanes(() =>
        this.#session.use((cookie) =>
          this.#http.send({ url, headers: { cookie }, ...(signal && { signal }) }),
        ),
      );
    } catch (error) {
      throw explained(error);
    }
  }

  /** @throws `ConnectorError` */
  async json(path: string, call: LinkCall): Promise<JsonObject> {
    const { body } = await this.read(path, call);
    return objectOf(parseJsonBytes(body, new ProblemList())) ?? {};
  }
}
