import { request } from "node:https";
import { Readable } from "node:stream";
import { connect, type TLSSocket } from "node:tls";
import type { Fetch } from "@solarmon/connectors-kit";

/**
 * `fetch` for a device that signs its certificate itself: whose the certificate is, is told by its fingerprint and by
 * nothing else. Nothing is sent before it is checked. Addresses without TLS go through the usual `fetch`.
 *
 * @param fingerprint - SHA-256, 64 hexadecimal digits in lower case
 */
export function pinnedFetch(fingerprint: string): Fetch {
  return async (url, init) => {
    const { protocol, hostname, port } = new URL(url);
    if (protocol !== "https:") return await fetch(url, init);
    const socket = await connectTo(hostname.replaceAll(/[[\]]/gu, ""), Number(port || 443), init);
    try {
      requirePin(socket, fingerprint);
      return await exchange(url, init, socket);
    } catch (error) {
      socket.destroy();
      throw error;
    }
  };
}

async function connectTo(host: string, port: number, { signal }: RequestInit): Promise<TLSSocket> {
  const socket = connect({ host, port, rejectUnauthorized: false });
  const end = (): void => void socket.destroy(new Error("the call was ended"));
  signal?.addEventListener("abort", end, { once: true });
  try {
    await new Promise<void>((resolve, reject) => {
      socket
        .once("secureConnect", resolve)
        .once("error", reject)
        .once("close", () => reject(new Error("the connection was closed")));
    });
    return socket;
  } finally {
    signal?.removeEventListener("abort", end);
  }
}

function requirePin(socket: TLSSocket, fingerprint: string): void {
  const shown = socket.getPeerX509Certificate()?.fingerprint256 ?? "none";
  if (shown.replaceAll(":", "").toLowerCase() === fingerprint) return;
  throw new Error(`the certificate is another one: ${shown}`);
}

async function exchange(url: string, init: RequestInit, socket: TLSSocket): Promise<Response> {
  const { method = "GET", body, signal } = init;
  const headers = Object.fromEntries(new Headers(init.headers));
  const call = request(url, {
    method,
    headers: { ...headers, connection: "close" },
    createConnection: () => socket,
    ...(signal && { signal }),
  });
  return await new Promise<Response>((resolve, reject) => {
    call.once("error", reject);
    call.once("response", (reply) => {
      const fields = Object.entries(reply.headers).flatMap(([name, value]) =>
        [value ?? []].flat().map((text): [string, string] => [name, text]),
      );
      const hasBody = reply.statusCode !== 204 && reply.statusCode !== 304;
      resolve(
        new Response(hasBody ? (Readable.toWeb(reply) as ReadableStream) : null, {
          status: reply.statusCode ?? 502,
          headers: fields,
        }),
      );
    });
    call.end(typeof body === "string" || body instanceof Uint8Array ? body : undefined);
  });
}
