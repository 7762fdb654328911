import { type Clock, type Instant, SECOND_MS, SolarmonError } from "@solarmon/core";
import type { VendorReply } from "../decoder.ts";
import type { Redactor } from "../record/redactor.ts";
import { type Classify, classifyStatus, type Refusal } from "./classify.ts";
import { ConnectorError } from "./connector-error.ts";
import { readBody } from "./read-body.ts";
import { redactedCause } from "./redacted-cause.ts";
import { parseRetryAfter } from "./retry-after.ts";

/** The part of `fetch` that is used. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** One call, to be sent once. */
export interface VendorRequest {
  readonly url: string;
  /** Default GET. */
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly timeoutMs?: number;
  /** Ends the call early with a `cancelled` error. */
  readonly signal?: AbortSignal;
}

/** A whole reply. Header names are in lower case. */
export interface ReceivedReply extends VendorReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly receivedAt: Instant;
}

/** What {@link createVendorHttp} needs. */
export interface VendorHttpOptions {
  /** Named in errors. */
  readonly vendor: string;
  readonly fetch: Fetch;
  readonly clock: Clock;
  /** Knows the secrets that must not show in errors. */
  readonly redactor: Redactor;
  readonly classify?: Classify;
  /** Sees every whole reply, also refusals; e.g. a recorder, or counters of remaining quota. */
  readonly onReply?: (request: VendorRequest, reply: ReceivedReply) => void;
  /** For the whole exchange, body included. Default 20 s. */
  readonly timeoutMs?: number;
  /** Longer bodies are refused. Default 16 MiB. */
  readonly maxBodyBytes?: number;
}

/** HTTP to one vendor. Sends once: whoever schedules decides about retries. */
export interface VendorHttp {
  /** @throws {@link ConnectorError} for everything but a success; `cancelled` when the caller's signal fired */
  send(request: VendorRequest): Promise<ReceivedReply>;
}

const TIMEOUT_MS = 20 * SECOND_MS;
const MAX_BODY_BYTES = 16 * 1024 * 1024;

/** HTTP to one vendor; nothing is sent yet. Links use {@link createLinkHttp}, which also counts. */
export function createVendorHttp(options: VendorHttpOptions): VendorHttp {
  return {
    send: async (request) => {
      const reply = await exchange(request, options);
      options.onReply?.(request, reply);
      const refusal = refusalOf(reply, options.classify);
      if (refusal) throw toError(request, reply, refusal, options);
      return reply;
    },
  };
}

async function exchange(
  request: VendorRequest,
  options: VendorHttpOptions,
): Promise<ReceivedReply> {
  const timeoutMs = request.timeoutMs ?? options.timeoutMs ?? TIMEOUT_MS;
  const timeout = AbortSignal.timeout(timeoutMs);
  const signal = request.signal ? AbortSignal.any([request.signal, timeout]) : timeout;
  try {
    const response = await options.fetch(request.url, initOf(request, signal));
    const body = await readBody(response, options.maxBodyBytes ?? MAX_BODY_BYTES);
    const headers = headersOf(response);
    return { body, status: response.status, headers, receivedAt: options.clock.now() };
  } catch (error) {
    throw toFailure(error, request, timeout.aborted ? timeoutMs : null, options);
  }
}

/** Cookies come one by one; all of them stand in one text, as other headers that come twice do. */
function headersOf({ headers }: Response): Readonly<Record<string, string>> {
  const cookies = headers.getSetCookie();
  return {
    ...Object.fromEntries(headers),
    ...(cookies.length > 0 && { "set-cookie": cookies.join(", ") }),
  };
}

/** Redirects are not followed: they would carry keys in headers and addresses to another host. */
function initOf(
  { method = "GET", headers = {}, body }: VendorRequest,
  signal: AbortSignal,
): RequestInit {
  return { method, headers, redirect: "manual", signal, ...(body === undefined ? {} : { body }) };
}

function toFailure(
  error: unknown,
  request: VendorRequest,
  timedOutMs: number | null,
  { vendor, redactor }: VendorHttpOptions,
): SolarmonError {
  const cause = redactedCause(error, redactor);
  const what = describe(request, redactor);
  if (request.signal?.aborted === true)
    return new SolarmonError("cancelled", `${vendor}: ${what} was ended by the caller`, { cause });
  if (SolarmonError.is(error))
    return new ConnectorError("protocol", vendor, `${what}: ${error.message}`, { cause });
  const why = timedOutMs === null ? "no connection, or cut off" : `no reply in ${timedOutMs} ms`;
  return new ConnectorError("transient", vendor, `${what}: ${why}`, { cause });
}

function refusalOf(reply: ReceivedReply, classify: Classify | undefined): Refusal | undefined {
  const own = classify?.(reply);
  return own === undefined ? classifyStatus(reply.status) : (own ?? undefined);
}

function toError(
  request: VendorRequest,
  reply: ReceivedReply,
  { kind, detail, retryAt = parseRetryAfter(reply.headers, reply.receivedAt) }: Refusal,
  { vendor, redactor }: VendorHttpOptions,
): ConnectorError {
  const message = `${describe(request, redactor)} answered ${reply.status}: ${redactor.text(detail)}`;
  const { status } = reply;
  return new ConnectorError(kind, vendor, message, {
    status,
    ...(retryAt === undefined ? {} : { retryAt }),
  });
}

/** Method and path; the query often holds a key and says little. */
function describe({ method = "GET", url }: VendorRequest, redactor: Redactor): string {
  const path = URL.canParse(url) ? new URL(url).pathname : "an address that is none";
  return `${method} ${redactor.text(path)}`;
}
