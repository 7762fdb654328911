import {
  ConnectorError,
  createLogInHttp,
  type LinkHost,
  type TokenSource,
} from "@solarmon/connectors-kit";
import { type Clock, type Instant, MINUTE_MS } from "@solarmon/core";
import { GATEWAY } from "../vendor.ts";
import type { GatewayLogin, Headers, SendWith } from "./gateway-login.ts";

/** The gateway forgets a session after ten idle minutes. */
const IDLE_MS = 9 * MINUTE_MS;
const COOKIE = /(?:^|[\s,;])sessionId=([^;,\s]+)/u;

/** What speaks for a token: a cookie, or the token itself where the gateway gives none. */
interface Session {
  readonly headers: Headers;
  readonly token: string;
}

/** Firmware 7 and later: a token opens a session, whose cookie is cheaper for the gateway than the token. */
export class TokenSession implements GatewayLogin {
  readonly #tokens: TokenSource;
  readonly #host: LinkHost;
  readonly #clock: Clock;
  readonly #addressOf: () => string;
  #session: Session | undefined;
  #usedAt: Instant = 0;

  constructor(tokens: TokenSource, host: LinkHost, addressOf: () => string) {
    this.#tokens = tokens;
    this.#host = host;
    this.#clock = host.clock;
    this.#addressOf = addressOf;
  }

  async use<Result>(send: SendWith<Result>): Promise<Result> {
    return await this.#tokens.use(async (token) => await this.#sendWith(token, send));
  }

  async tryOnce<Result>(send: SendWith<Result>): Promise<Result> {
    return await send(await this.#headersFor(await this.#tokens.get()));
  }

  /** A session may end early, e.g. because somebody with more rights logged in: then the token speaks for itself. */
  async #sendWith<Result>(token: string, send: SendWith<Result>): Promise<Result> {
    const headers = await this.#headersFor(token);
    try {
      return await send(headers);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      this.#session = undefined;
      if (headers["cookie"] === undefined) throw error;
    }
    return await send(bearerOf(token));
  }

  async #headersFor(token: string): Promise<Headers> {
    const isOpen = this.#session?.token === token && this.#clock.now() - this.#usedAt < IDLE_MS;
    if (!isOpen || !this.#session) this.#session = await this.#open(token);
    this.#usedAt = this.#clock.now();
    return this.#session.headers;
  }

  async #open(token: string): Promise<Session> {
    const http = createLogInHttp(GATEWAY, this.#host);
    const url = `${this.#addressOf()}/auth/check_jwt`;
    const reply = await http.send({ url, headers: bearerOf(token) });
    const id = COOKIE.exec(reply.headers["set-cookie"] ?? "")?.[1];
    if (id !== undefined) this.#host.redactor.add(id);
    const headers = id === undefined ? bearerOf(token) : { cookie: `sessionId=${id}` };
    return { headers, token };
  }
}

function bearerOf(token: string): Headers {
  return { authorization: `Bearer ${token}` };
}

function isRefusal(error: unknown): boolean {
  return ConnectorError.isConnectorError(error) && error.kind === "auth";
}
