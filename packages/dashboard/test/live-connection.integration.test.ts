import { buildSchema } from "graphql";
import { useServer } from "graphql-ws/use/ws";
import { expect, it, vi } from "vitest";
import { WebSocketServer } from "ws";
import type { WirePlantLive } from "../src/api/types.ts";
import schemaText from "../../api/schema.graphql?raw";
import { type LiveEnd, type LinkState, openLiveConnection } from "../src/live/live-connection.ts";

const TOKEN = "right";

const event = (cursor: number): WirePlantLive => ({
  plantId: "p",
  timestamp: null,
  power: cursor,
  cursor: String(cursor),
  snapshot: cursor === 1,
  devices: [],
});

/** A server that sends two events after the given cursor and then breaks the socket, as often as it is asked. */
async function openServer(closeWith?: number) {
  const sockets = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  await new Promise((resolve) => sockets.once("listening", resolve));
  const asked: unknown[] = [];
  useServer(
    {
      schema: buildSchema(schemaText),
      onConnect: ({ connectionParams, extra }) => {
        if (closeWith !== undefined) extra.socket.close(closeWith, "no");
        return connectionParams?.["token"] === TOKEN;
      },
      roots: {
        subscription: {
          plantLive: async function* ({ after }: { after: string | null }) {
            asked.push(after);
            const start = Number(after ?? 0);
            yield { plantLive: event(start + 1) };
            yield { plantLive: event(start + 2) };
            for (const socket of sockets.clients) socket.terminate();
          },
        },
      },
    },
    sockets,
  );
  const address = sockets.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `ws://127.0.0.1:${port}/graphql`,
    asked,
    [Symbol.dispose]() {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };
}

function watchAll(url: string, token: string) {
  const connection = openLiveConnection(url, token);
  const cursors: string[] = [];
  const links: LinkState[] = [];
  const ends: LiveEnd[] = [];
  connection.onLink((link) => links.push(link));
  const stop = connection.watch("p", () => cursors.at(-1) ?? null, {
    next: ({ cursor }) => cursors.push(cursor),
    ended: (end) => ends.push(end),
  });
  return { cursors, links, ends, stop };
}

it("goes on after the newest cursor each time the socket breaks", async () => {
  using server = await openServer();
  const { cursors, links, ends, stop } = watchAll(server.url, TOKEN);
  await vi.waitFor(() => expect(cursors.length).toBeGreaterThanOrEqual(6), { timeout: 20_000 });
  stop();
  expect(cursors.slice(0, 6)).toEqual(["1", "2", "3", "4", "5", "6"]);
  expect(server.asked.slice(0, 3)).toEqual([null, "2", "4"]);
  expect(links.slice(0, 4)).toEqual(["connecting", "live", "lost", "live"]);
  expect(ends).toEqual([]);
});

it("comes back when the server does", async () => {
  const gone = await openServer();
  const { cursors, links, stop } = watchAll(gone.url, TOKEN);
  gone[Symbol.dispose]();
  await vi.waitFor(() => expect(links).toContain("lost"), { timeout: 20_000 });
  stop();
  expect(cursors).toEqual([]);
});

it.each([
  ["a refused token", "wrong", undefined],
  ["a log-in that is over", TOKEN, 4403],
  ["an unknown log-in", TOKEN, 4401],
])("says that %s needs a new log-in", async (_what, token, closeWith) => {
  using server = await openServer(closeWith);
  const { ends, cursors } = watchAll(server.url, token);
  await vi.waitFor(() => expect(ends).toEqual(["unauthenticated"]), { timeout: 20_000 });
  expect(cursors).toEqual([]);
});
