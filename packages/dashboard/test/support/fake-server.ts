import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { buildSchema, graphql } from "graphql";
import { useServer } from "graphql-ws/use/ws";
import { WebSocketServer } from "ws";
import schemaText from "../../../api/schema.graphql?raw";
import type { OpenAlarm, PlantLink, WirePlantLive } from "../../src/api/types.ts";
import { dayOf, report, type SunPark } from "./sun-park.ts";

export const EMAIL = "owner@sun-park.example";
export const PASSWORD = "correct horse";
const TOKEN = "token of the test";

const TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css",
  ".html": "text/html",
  ".js": "text/javascript",
  ".svg": "image/svg+xml",
};

/** The API as the dashboard sees it, with one plant that does what the test says. */
export interface FakeServer extends AsyncDisposable {
  readonly url: string;
  /** Cursors that subscriptions went on from. */
  readonly asked: (string | null)[];
  /** How long a log-in lasts [ms]. */
  sessionMs: number;
  /** Vendor links of the plant. */
  links: readonly PlantLink[];
  /** Open alarms, newest first. */
  alarms: readonly OpenAlarm[];
  /** No plant at all. */
  isEmpty: boolean;
  /** Both inverters report; subscribers hear of it at once. */
  report(at: number, powerW: number): void;
  /** Breaks all sockets, and refuses new ones until {@link FakeServer.plugIn}. */
  unplug(): void;
  plugIn(): void;
}

/** Serves the built files below `directory` and the API for `park` on a free port. */
export async function startFakeServer(directory: string, park: SunPark): Promise<FakeServer> {
  const wakers = new Set<() => void>();
  const asked: (string | null)[] = [];
  const links: readonly PlantLink[] = [];
  const alarms: readonly OpenAlarm[] = [];
  const state = { sessionMs: 3_600_000, links, alarms, isEmpty: false, isUnplugged: false };
  const schema = buildSchema(schemaText);

  async function* plantLive({ after }: { after: string | null }) {
    asked.push(after);
    let next = after === null ? park.events.length : Number(after);
    if (after === null) yield { plantLive: snapshotOf(park) };
    for (;;) {
      while (next < park.events.length) yield { plantLive: park.events[next++] };
      const { promise, resolve } = Promise.withResolvers<void>();
      wakers.add(resolve);
      await promise;
      wakers.delete(resolve);
    }
  }

  const plant = () => ({
    ...park.master,
    live: () => snapshotOf(park),
    links: state.links,
    series: seriesOf(park),
  });
  const query = {
    viewer: { userId: "u", email: EMAIL, role: "owner", tenant: { id: "t", name: "Sun & Co" } },
    plants: () => (state.isEmpty ? [] : [plant()]),
    plant: ({ id }: { id: string }) => (id === park.id ? plant() : null),
    alarms: ({ plantId, folded }: { plantId?: string; folded?: boolean }) => ({
      next: null,
      alarms: state.alarms.filter(
        (alarm) =>
          (plantId === undefined || alarm.plantId === plantId) &&
          (folded !== false || alarm.parentId === null),
      ),
    }),
  };

  const sockets = new WebSocketServer({ noServer: true, path: "/graphql" });
  useServer(
    {
      schema,
      onConnect: ({ connectionParams }) => connectionParams?.["token"] === TOKEN,
      roots: { subscription: { plantLive } },
    },
    sockets,
  );

  const http = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : new Error(String(error)));
    });
  });
  http.on("upgrade", (request, socket, head) => {
    if (state.isUnplugged) socket.destroy();
    else
      sockets.handleUpgrade(request, socket, head, (ws) => sockets.emit("connection", ws, request));
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url === "/api/v1/sessions") return logIn(request, response);
    if (request.url !== "/graphql") return sendFile(directory, request.url ?? "/", response);
    if (request.headers.authorization !== `Bearer ${TOKEN}`)
      return sendJson(response, 401, { code: "unauthenticated" });
    const { query: source, variables: variableValues } = await jsonOf(request);
    const result = await graphql({ schema, source, variableValues, rootValue: query });
    sendJson(response, 200, result);
  }

  async function logIn(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { email, password } = await jsonOf(request);
    if (email !== EMAIL || password !== PASSWORD)
      return sendJson(response, 401, { code: "unauthenticated" });
    sendJson(response, 200, { token: TOKEN, expiresAt: Date.now() + state.sessionMs });
  }

  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const address = http.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;

  return Object.assign(state, {
    url: `http://127.0.0.1:${port}/`,
    asked,
    report(at: number, powerW: number) {
      report(park, at, powerW);
      for (const wake of wakers) wake();
    },
    unplug() {
      state.isUnplugged = true;
      for (const socket of sockets.clients) socket.terminate();
    },
    plugIn() {
      state.isUnplugged = false;
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets.clients) socket.terminate();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  });
}

function snapshotOf(park: SunPark): WirePlantLive {
  const last = park.events.at(-1);
  return last === undefined
    ? { plantId: park.id, timestamp: null, power: null, devices: [], cursor: "0", snapshot: true }
    : { ...last, snapshot: true };
}

function seriesOf(park: SunPark) {
  return ({ from, to, resolution }: { from: string; to: string; resolution: string }) =>
    resolution === "DAY" ? [] : dayOf(park, Date.parse(from), Date.parse(to));
}

async function jsonOf(request: IncomingMessage) {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return JSON.parse(text);
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

async function sendFile(directory: string, url: string, response: ServerResponse): Promise<void> {
  const path = url === "/" ? "/index.html" : url;
  const bytes = await readFile(join(directory, path)).catch(() => null);
  if (bytes === null) return void response.writeHead(404).end();
  response.writeHead(200, { "content-type": TYPES[extname(path)] ?? "text/plain" }).end(bytes);
}
