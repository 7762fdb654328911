import { getRequestListener } from "@hono/node-server";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import type { App } from "./app.ts";
import type { LazyGraphql } from "./graphql/lazy-graphql.ts";
import type { ApiServices } from "./services.ts";

const PROTOCOL = "graphql-transport-ws";
/** How long open requests may go on after a close was asked for [ms]. */
const CLOSE_GRACE_MS = 2_000;

export interface ListenOptions {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
}

/** A server that listens. */
export interface RunningServer {
  /** e.g. `http://127.0.0.1:8080`. */
  readonly url: string;
  /** Ends sockets and streams, lets requests finish. */
  close(): Promise<void>;
}

function refuseUpgrade(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function createSocketServer({ limits }: ApiServices): WebSocketServer {
  return new WebSocketServer({
    noServer: true,
    maxPayload: limits.bodyBytes,
    // Small frames, many sockets: compression would cost more memory than it saves bytes.
    perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has(PROTOCOL) ? PROTOCOL : false),
  });
}

function handleUpgrades(
  server: Server,
  sockets: WebSocketServer,
  graphql: LazyGraphql,
  { limits, logger }: ApiServices,
): void {
  const upgrade = async (request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> => {
    const path = request.url?.split("?", 1)[0];
    if (path !== "/graphql") return refuseUpgrade(socket, "404 Not Found");
    if (sockets.clients.size >= limits.sockets)
      return refuseUpgrade(socket, "503 Service Unavailable");
    const open: (opened: WebSocket) => void = await graphql.sockets();
    sockets.handleUpgrade(request, socket, head, open);
  };
  server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on("error", () => {}); // it breaks; ws tells its own listener once it has taken over
    upgrade(request, socket, head).catch((error: unknown) => {
      logger.error({ err: error }, "a WebSocket could not be opened");
      refuseUpgrade(socket, "500 Internal Server Error");
    });
  });
}

function listening(server: Server, { host, port }: ListenOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

function urlOf(server: Server): string {
  const info = server.address();
  if (info === null || typeof info === "string") throw new TypeError("the server has no port");
  const { family, address, port } = info;
  return `http://${family === "IPv6" ? `[${address}]` : address}:${port}`;
}

async function close(server: Server, sockets: WebSocketServer): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  for (const socket of sockets.clients) socket.close(1001, "the server stops");
  server.closeIdleConnections();
  const grace = setTimeout(() => {
    for (const socket of sockets.clients) socket.terminate();
    server.closeAllConnections();
  }, CLOSE_GRACE_MS);
  await closed;
  clearTimeout(grace);
}

/** Serves the app and its WebSockets on one port of a Node HTTP server. @throws what `listen` fails with */
export async function listen(
  app: App,
  graphql: LazyGraphql,
  services: ApiServices,
  options: ListenOptions,
): Promise<RunningServer> {
  const answer = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  const server = createServer((request, response) => void answer(request, response));
  const sockets = createSocketServer(services);
  handleUpgrades(server, sockets, graphql, services);
  await listening(server, options);
  return { url: urlOf(server), close: () => close(server, sockets) };
}
