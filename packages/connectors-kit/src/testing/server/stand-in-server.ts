import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { setTimeout } from "node:timers/promises";
import type { Clock } from "@solarmon/core";
import type { QuotaRule } from "../../quota/quota-rule.ts";
import type { StandInCall, StandInFault } from "../stand-in.ts";
import {
  type AnsweredFault,
  type FaultForm,
  faultReply,
  isAnsweredFault,
  withNewField,
} from "./fault-replies.ts";
import { matchRoute, type StandInReply, type StandInRequest, type StandInRoute } from "./route.ts";
import { StrictQuota } from "./strict-quota.ts";

export interface StandInServerOptions {
  readonly clock: Clock;
  readonly routes: readonly StandInRoute[];
  /** Whether a request carries what it must; asked for routes that are not open. Default: everybody may. */
  readonly authorise?: (request: StandInRequest) => boolean;
  /** What the vendor allows; a call over it is answered as `rate-limited`. Default: no limit. */
  readonly quotas?: readonly QuotaRule[];
  /** Calls at once that the vendor allows; default any number. */
  readonly maxConcurrent?: number;
  /** Errors in the vendor's own form; without one there is a plain status. */
  readonly forms?: Partial<Readonly<Record<AnsweredFault, FaultForm>>>;
}

/** Enough for a month of polls; a demo that runs for a year must not grow. */
const MAX_CALLS = 50_000;
const BUSY_MS = 20;
const WEB_PAGE = "<!doctype html><html><body>Please sign in</body></html>";
const NOT_FOUND: StandInReply = { status: 404, body: { error: "no such address" } };

/** A vendor's API over real HTTP on loopback: routes, quotas, log-in and everything that can go wrong. */
export class StandInServer implements AsyncDisposable {
  readonly #options: StandInServerOptions;
  readonly #quota: StrictQuota;
  readonly #server: Server;
  readonly #calls: StandInCall[] = [];
  #failure: unknown;
  #underWay = 0;
  #fault: StandInFault | null = null;
  #url = "";

  private constructor(options: StandInServerOptions) {
    this.#options = options;
    this.#quota = new StrictQuota(options.quotas ?? []);
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  static async start(options: StandInServerOptions): Promise<StandInServer> {
    const standIn = new StandInServer(options);
    standIn.#server.listen(0, "127.0.0.1");
    await once(standIn.#server, "listening");
    const address = standIn.#server.address();
    if (typeof address === "object") standIn.#url = `http://127.0.0.1:${address?.port}`;
    return standIn;
  }

  /** e.g. `http://127.0.0.1:40123`. */
  get url(): string {
    return this.#url;
  }

  /** The newest calls, oldest of them first. */
  get calls(): readonly StandInCall[] {
    return this.#calls;
  }

  misbehave(fault: StandInFault | null): void {
    this.#fault = fault;
  }

  /** @throws what a route threw: a fault of the stand-in must not pass for one of the connector */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
    if (this.#failure !== undefined) throw this.#failure;
  }

  async #serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    this.#underWay += 1;
    response.once("close", () => (this.#underWay -= 1));
    const concurrent = this.#underWay;
    const body = await text(incoming).catch(() => null);
    // Whoever asked has gone.
    if (body === null) return;
    try {
      await this.#answer(this.#requestOf(incoming, body), concurrent, response);
    } catch (error) {
      this.#failure ??= error;
      response.destroy();
    }
  }

  async #answer(
    request: StandInRequest,
    concurrent: number,
    response: ServerResponse,
  ): Promise<void> {
    const { route, parameters = {} } =
      matchRoute(this.#options.routes, request.method, request.path) ?? {};
    const isOverQuota = route?.isOpen !== true && this.#isOver(request, concurrent);
    const reply = this.#reply({ ...request, parameters }, route, isOverQuota);
    const { now: at, method, path } = request;
    const status = reply.status ?? 200;
    const isOver = isOverQuota || reply.isOverQuota === true;
    this.#keep({ at, what: `${method} ${path}`, status, isOverQuota: isOver, concurrent });
    if (this.#fault === "busy") await setTimeout(BUSY_MS);
    if (this.#fault !== "slow") this.#send(reply, response);
  }

  #requestOf(incoming: IncomingMessage, body: string): StandInRequest {
    const { pathname, searchParams } = new URL(incoming.url ?? "/", this.#url);
    return {
      method: incoming.method ?? "GET",
      path: pathname,
      parameters: {},
      query: searchParams,
      headers: Object.fromEntries(
        Object.entries(incoming.headers).map(([name, value]) => [name, value?.toString()]),
      ),
      body,
      now: this.#options.clock.now(),
      fault: this.#fault,
    };
  }

  #isOver({ now }: StandInRequest, concurrent: number): boolean {
    const isCrowded = concurrent > (this.#options.maxConcurrent ?? Number.POSITIVE_INFINITY);
    return this.#quota.isOver(now) || isCrowded;
  }

  #reply(
    request: StandInRequest,
    route: StandInRoute | undefined,
    isOverQuota: boolean,
  ): StandInReply {
    const forms = this.#options.forms ?? {};
    if (isOverQuota) return faultReply("rate-limited", request, forms);
    if (isAnsweredFault(request.fault)) return faultReply(request.fault, request, forms);
    if (!route) return NOT_FOUND;
    const isWelcome = route.isOpen === true || this.#options.authorise?.(request) !== false;
    return isWelcome ? route.answer(request) : faultReply("unauthorized", request, forms);
  }

  #keep(call: StandInCall): void {
    if (this.#calls.length >= MAX_CALLS) this.#calls.splice(0, MAX_CALLS / 2);
    this.#calls.push(call);
  }

  #send({ status = 200, headers = {}, body }: StandInReply, response: ServerResponse): void {
    if (this.#fault === "not-json" && status < 300) {
      response.writeHead(200, { "content-type": "text/html" }).end(WEB_PAGE);
      return;
    }
    const sent = this.#fault === "new-field" ? withNewField(body) : body;
    const bytes = Buffer.from(typeof sent === "string" ? sent : JSON.stringify(sent));
    const length = { "content-length": bytes.byteLength };
    response.writeHead(status, { "content-type": "application/json", ...length, ...headers });
    if (this.#fault !== "cut-off") response.end(bytes);
    else response.write(bytes.subarray(0, bytes.byteLength / 2), () => response.destroy());
  }
}
