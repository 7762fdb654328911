import {
  ConnectorError,
  createLanes,
  createLinkHttp,
  type Lanes,
  type LinkCall,
  type LinkHost,
  pinnedFetch,
  type ReceivedReply,
  type Refusal,
  type VendorHttp,
} from "@solarmon/connectors-kit";
import { SECOND_MS } from "@solarmon/core";
import { refusalOf } from "../errors.ts";
import { GATEWAY } from "../vendor.ts";
import { MOST_CALLS_AT_ONCE } from "./description.ts";
import { DigestLogin } from "./digest-login.ts";
import { findGateway } from "./find-gateway.ts";
import type { GatewayInfo } from "./gateway-info.ts";
import type { GatewayLogin, Headers } from "./gateway-login.ts";
import { gatewayTokens } from "./gateway-tokens.ts";
import type { GatewaySettings } from "./settings.ts";
import { TokenSession } from "./token-session.ts";

/** Some replies take 11 s, and gateways are slow to connect. */
const TIMEOUT_MS = 45 * SECOND_MS;
const PASSWORD_DIGITS = 6;

/** Calls of one gateway, one at a time. What it is and how it lets in is asked once, and again after a refusal. */
export class GatewayApi {
  readonly #settings: GatewaySettings;
  readonly #host: LinkHost;
  readonly #http: VendorHttp;
  readonly #lanes: Lanes = createLanes(MOST_CALLS_AT_ONCE);
  #address: string;
  #info: GatewayInfo | undefined;
  readonly #session: TokenSession;
  #digest: DigestLogin | undefined;

  constructor(settings: GatewaySettings, host: LinkHost) {
    const { certificate, localPassword } = settings;
    this.#settings = settings;
    this.#host = certificate === undefined ? host : { ...host, fetch: pinnedFetch(certificate) };
    if (localPassword !== undefined) host.redactor.add(localPassword);
    this.#address = settings.addresses[0] ?? "";
    const classify = (reply: ReceivedReply): Refusal | undefined => this.#classify(reply);
    this.#http = createLinkHttp({ vendor: GATEWAY, classify, timeoutMs: TIMEOUT_MS }, this.#host);
    const tokens = gatewayTokens(settings, async () => (await this.#known({})).serial, host);
    this.#session = new TokenSession(tokens, this.#host, () => this.#address);
  }

  /** What the gateway is now. */
  async info(call: LinkCall): Promise<GatewayInfo> {
    return await this.#lanes(async () => (this.#info = await this.#askInfo(call)));
  }

  /** A reply of JSON. @throws `ConnectorError` */
  async read(path: string, call: LinkCall): Promise<ReceivedReply> {
    return await this.#lanes(async () => {
      const login = await this.#login(call);
      try {
        return await login.use(async (headers) => await this.#send(path, headers, call), path);
      } catch (error) {
        // New firmware comes unasked, and with it other rules.
        if (isKind(error, "auth", "gone")) this.#info = undefined;
        throw error;
      }
    });
  }

  /** What not every gateway has, or not every log-in may read; `undefined` then. */
  async tryRead(path: string, call: LinkCall): Promise<ReceivedReply | undefined> {
    return await this.#lanes(async () => {
      const login = await this.#login(call);
      try {
        return await login.tryOnce(async (headers) => await this.#send(path, headers, call), path);
      } catch (error) {
        if (isKind(error, "auth", "gone", "permission")) return undefined;
        throw error;
      }
    });
  }

  async #send(path: string, headers: Headers, { signal }: LinkCall): Promise<ReceivedReply> {
    const url = `${this.#address}${path}`;
    return await this.#http.send({ url, headers, ...(signal && { signal }) });
  }

  async #login(call: LinkCall): Promise<GatewayLogin> {
    const { wantsToken, serial } = await this.#known(call);
    if (wantsToken) return this.#session;
    const password = this.#settings.localPassword ?? serial.slice(-PASSWORD_DIGITS);
    return (this.#digest ??= new DigestLogin(password));
  }

  async #known(call: LinkCall): Promise<GatewayInfo> {
    return (this.#info ??= await this.#askInfo(call));
  }

  async #askInfo(call: LinkCall): Promise<GatewayInfo> {
    const { address, info } = await findGateway(this.#settings.addresses, this.#host, call);
    this.#address = address;
    return info;
  }

  #classify(reply: ReceivedReply): Refusal | undefined {
    this.#digest?.noteReply(reply);
    return refusalOf(reply);
  }
}

function isKind(error: unknown, ...kinds: readonly ConnectorError["kind"][]): boolean {
  return ConnectorError.isConnectorError(error) && kinds.includes(error.kind);
}
