import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { Agent, request, type RequestOptions } from "node:https";
import { Readable } from "node:stream";
import { connect, type TLSSocket } from "node:tls";
import type { ConnectorError } from "./connector-error.ts";
import type { Fetch } from "./vendor-http.ts";

/**
 * `fetch` for a device that signs its certificate itself: whose the certificate is, is told by its fingerprint and by
 * nothing else. Nothing is sent before it is checked. Connections are kept: devices are slow to agree on keys.
 * Addresses without TLS go through the usual `fetch`.
 *
 * @param fingerprint - SHA-256, 64 hexadecimal digits in lower case
 */
export function pinnedFetch(fingerprint: string): Fetch {
  const agent = new PinnedAgent(fingerprint);
  return async (url, init) =>
    url.startsWith("https:") ? await exchange(url, init, agent) : await fetch(url, init);
}

/** A connection that failed because the device's certificate is not trusted, or is another one than the pinned. */
export interface CertificateFault {
  /** Fingerprint of the one it shows instead of the pinned, e.g. `5E:0C:…`. */
  readonly shown: string | undefined;
}

/** `undefined` when the call failed for another reason. */
export function certificateFaultOf({ cause }: ConnectorError): CertificateFault | undefined {
  const text = textOf(cause);
  if (!/self.signed|certificate/iu.test(text)) return undefined;
  return { shown: /[0-9A-F]{2}(?::[0-9A-F]{2}){31}/u.exec(text)?.[0] };
}

function textOf(cause: unknown): string {
  if (!(cause instanceof Error)) return "";
  return `${cause.message} ${textOf(cause.cause)}`;
}

/** A silent device must not hold the only connection for ever. */
const CONNECT_MS = 20_000;

type Connected = (error: Error | null, socket: TLSSocket) => void;

/** Hands a connection over once its certificate is the right one. */
class PinnedAgent extends Agent {
  readonly #fingerprint: string;

  constructor(fingerprint: string) {
    super({ keepAlive: true, maxSockets: 1 });
    this.#fingerprint = fingerprint;
  }

  override createConnection(options: RequestOptions, done?: Connected): undefined {
    const { host, port } = options;
    const target = { host: host ?? "", port: Number(port ?? 443) };
    const socket = connect({ ...target, rejectUnauthorized: false });
    const fail = (error: Error): void => done?.(error, socket);
    socket.setTimeout(CONNECT_MS, () => socket.destroy(new Error("it does not agree on keys")));
    socket.once("error", fail).once("secureConnect", () => {
      socket.off("error", fail).setTimeout(0);
      const shown = socket.getPeerX509Certificate()?.fingerprint256 ?? "none";
      if (shown.replaceAll(":", "").toLowerCase() === this.#fingerprint) done?.(null, socket);
      else
        socket.once("error", fail).destroy(new Error(`the certificate is another one: ${shown}`));
    });
  }
}

async function exchange(url: string, init: RequestInit, agent: Agent): Promise<Response> {
  const { method = "GET", body, signal } = init;
  const headers = Object.fromEntries(new Headers(init.headers));
  const call = request(url, { method, headers, agent, ...(signal && { signal }) });
  // Without a socket yet, an ended call fails only later, when nobody listens any more.
  call.on("error", () => undefined);
  call.end(typeof body === "string" || body instanceof Uint8Array ? body : undefined);
  const [reply]: IncomingMessage[] = await once(call, "response", signal ? { signal } : {});
  if (!reply) throw new Error("there is no reply");
  return toResponse(reply);
}

function toResponse(reply: IncomingMessage): Response {
  const fields = Object.entries(reply.headers).flatMap(([name, value]) =>
    [value ?? []].flat().map((text): [string, string] => [name, text]),
  );
  const { statusCode: status = 502 } = reply;
  const isEmpty = status === 204 || status === 304;
  const content = isEmpty ? null : (Readable.toWeb(reply) as ReadableStream);
  return new Response(content, { status, headers: fields });
}
