import { once } from "node:events";
import { connect as connectTcp } from "node:net";
import type { Client } from "graphql-ws";
import { afterEach, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import type { ApiOptions, RunningServer } from "../src/index.ts";
import { createHouse, NOW, type House } from "./support/house.ts";
import { jsonOf } from "./support/json-of.ts";
import { connect, nextFrame, subscribeLive } from "./support/live-client.ts";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function start(
  options: Partial<ApiOptions> = {},
): Promise<{ house: House; server: RunningServer }> {
  const house = await createHouse(options);
  const server = await house.api.listen({ host: "127.0.0.1", port: 0 });
  open.push(server, { close: async () => house[Symbol.asyncDispose]() });
  return { house, server };
}

/** Opens a raw socket and tells how it was closed. */
async function closeCode(
  { url }: RunningServer,
  messages: readonly object[],
  protocol = "graphql-transport-ws",
): Promise<number> {
  const socket = new WebSocket(`${url.replace("http", "ws")}/graphql`, protocol);
  socket.on("open", () => messages.forEach((message) => socket.send(JSON.stringify(message))));
  return new Promise((resolve, reject) => {
    socket.on("error", reject);
    socket.on("close", resolve);
  });
}

/** Sends bytes as they are and gives what comes back. */
async function raw({ url }: RunningServer, text: string): Promise<string> {
  const socket = connectTcp(Number(new URL(url).port), "127.0.0.1");
  socket.write(text);
  let answer = "";
  for await (const chunk of socket) answer += String(chunk);
  return answer;
}

/** How the server closes the client's socket. */
async function closing(client: Client): Promise<unknown> {
  return new Promise((resolve) => {
    client.on("closed", (event) => {
      resolve(typeof event === "object" && event && "code" in event ? event.code : undefined);
    });
  });
}

function init(token: unknown): object {
  return { type: "connection_init", payload: { token } };
}

async function gauge({ house, name }: { house: House; name: string }): Promise<number> {
  const text = await (await house.get("/metrics")).text();
  return Number(new RegExp(`^${name} (\\d+)$`, "m").exec(text)?.[1]);
}

test.each(["authorization", "Authorization"])("logs in by %s, as over HTTP", async (name) => {
  const { house, server } = await start();
  const payload = { [name]: `Bearer ${await house.token(house.ours)}` };
  const socket = new WebSocket(
    `${server.url.replace("http", "ws")}/graphql`,
    "graphql-transport-ws",
  );
  socket.on("open", () => socket.send(JSON.stringify({ type: "connection_init", payload })));
  const [answer]: unknown[] = await once(socket, "message");
  expect(String(answer)).toContain("connection_ack");
  socket.close();
});

describe("a subscriber", () => {
  test("gets a snapshot, then each change with a cursor", async () => {
    const { house, server } = await start();
    const { plant, deviceKey } = house.ours;
    const client = connect(server.url, await house.token(house.ours));
    const frames = subscribeLive(client, plant.id);
    const snapshot = await nextFrame(frames);
    expect(snapshot).toMatchObject({ plantId: plant.id, power: null, snapshot: true, devices: [] });
    await house.push({ measuredAt: NOW - 1_000, acPower: 4_200 }, deviceKey);
    const change = await nextFrame(frames);
    expect(change).toMatchObject({ power: 4_200, snapshot: false });
    expect(change.devices[0]?.values).toEqual([{ point: "acPower", value: 4_200 }]);
    expect(change.cursor).not.toBe(snapshot.cursor);
    await client.dispose();
  });

  test("that lost the connection goes on from its cursor without a gap", async () => {
    const { house, server } = await start();
    const { plant, deviceKey } = house.ours;
    const token = await house.token(house.ours);
    const first = connect(server.url, token);
    const frames = subscribeLive(first, plant.id);
    await nextFrame(frames);
    await house.push({ measuredAt: NOW - 5_000, acPower: 1 }, deviceKey, "?wait=stored");
    const { cursor } = await nextFrame(frames);
    first.terminate();
    for (const acPower of [2, 3, 4])
      await house.push({ measuredAt: NOW - 5_000 + acPower, acPower }, deviceKey, "?wait=stored");
    const second = connect(server.url, token);
    const resumed = subscribeLive(second, plant.id, cursor);
    const powers = [await nextFrame(resumed), await nextFrame(resumed), await nextFrame(resumed)];
    expect(powers.map(({ power, snapshot }) => [power, snapshot])).toEqual([
      [2, false],
      [3, false],
      [4, false],
    ]);
    await second.dispose();
  });

  test("of another tenant's plant, or of none, gets not_found and hears nothing", async () => {
    const { house, server } = await start();
    const client = connect(server.url, await house.token(house.ours));
    const ids = [house.theirs.plant.id, "00000000-0000-4000-8000-000000000000", "x"];
    const answers = await Promise.all(ids.map(async (id) => subscribeLive(client, id).next()));
    expect(answers[0]?.value).toMatchObject({ errors: [{ extensions: { code: "not_found" } }] });
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
    await client.dispose();
  });

  test("never hears of another tenant", async () => {
    const { house, server } = await start();
    const client = connect(server.url, await house.token(house.ours));
    const frames = subscribeLive(client, house.ours.plant.id);
    await nextFrame(frames);
    const { theirs, ours } = house;
    await house.push({ measuredAt: NOW - 2, acPower: 666 }, theirs.deviceKey, "?wait=stored");
    await house.push({ measuredAt: NOW - 1, acPower: 1 }, ours.deviceKey, "?wait=stored");
    expect(await nextFrame(frames)).toMatchObject({ plantId: ours.plant.id, power: 1 });
    await client.dispose();
  });

  test("that leaves is forgotten at once, without waiting for another event", async () => {
    const { house, server } = await start();
    const client = connect(server.url, await house.token(house.ours));
    const frames = subscribeLive(client, house.ours.plant.id);
    await nextFrame(frames);
    const name = "solarmon_subscriptions";
    expect(await gauge({ house, name })).toBe(1);
    await frames.return?.();
    await expect.poll(async () => gauge({ house, name }), { timeout: 10_000 }).toBe(0);
    const again = subscribeLive(client, house.ours.plant.id);
    await nextFrame(again);
    client.terminate();
    await expect.poll(async () => gauge({ house, name }), { timeout: 10_000 }).toBe(0);
    await expect
      .poll(async () => gauge({ house, name: "solarmon_websockets" }), { timeout: 10_000 })
      .toBe(0);
  });

  test("that does not read costs the server a bounded memory and gets the newest later", async () => {
    const { house, server } = await start();
    const { plant, scope, devices } = house.ours;
    const client = connect(server.url, await house.token(house.ours));
    let socket: WebSocket | undefined;
    client.on("connected", (opened) => {
      if (opened instanceof WebSocket) socket = opened;
    });
    const frames = subscribeLive(client, plant.id);
    await nextFrame(frames);
    socket?.pause();
    const packed = new Uint8Array();
    const many = Array.from({ length: 100 }, () => devices[0].id);
    let published = 0;
    const publish = async (): Promise<void> => {
      published += 1;
      const receivedAt = NOW + published;
      const own = many.map((deviceId) => ({
        deviceId,
        measuredAt: receivedAt,
        receivedAt,
        packed,
      }));
      const update = { plantId: plant.id, measuredAt: receivedAt, powerW: published, devices: own };
      await house.live.publish(scope, [update]);
      await new Promise((resolve) => setImmediate(resolve));
    };
    for (let index = 0; index < 5_000; index++) await publish();
    socket?.resume();
    let received = 0;
    let power: number | null = 0;
    while (power !== published) {
      ({ power } = await nextFrame(frames));
      received += 1;
    }
    // What fits into the sockets of the system comes one by one; the rest became one.
    expect(received).toBeLessThan(published);
    await client.dispose();
  });
});

describe("a socket", () => {
  test("without a valid token is closed with 4401", async () => {
    const { house, server } = await start();
    const token = await house.token(house.ours);
    for (const wrong of [undefined, "", "x", 1, {}, `${token}x`, house.ours.deviceKey])
      expect(await closeCode(server, [init(wrong)])).toBe(4401);
    const early = { type: "subscribe", id: "1", payload: { query: "{ plants { id } }" } };
    expect(await closeCode(server, [early])).toBe(4401);
    expect(await closeCode(server, [{ type: "nonsense" }])).toBe(4400);
  });

  test("is closed with 4403 when its log-in is over, and its subscriptions end", async () => {
    const { house, server } = await start({ limits: { sessionMs: 2_000 } });
    house.clock.nowMs = NOW;
    const token = await house.token(house.ours);
    house.clock.nowMs += 1_700;
    const client = connect(server.url, token);
    const closed = closing(client);
    const frames = subscribeLive(client, house.ours.plant.id);
    await nextFrame(frames);
    house.clock.nowMs += 300;
    expect(await closed).toBe(4403);
    await expect
      .poll(async () => gauge({ house, name: "solarmon_subscriptions" }), { timeout: 10_000 })
      .toBe(0);
    expect(await closeCode(server, [init(token)])).toBe(4401);
  });

  test("is closed with 4403 when its user is no more", async () => {
    const { house, server } = await start({ limits: { recheckMs: 50 } });
    const client = connect(server.url, await house.token(house.ours));
    const closed = closing(client);
    await nextFrame(subscribeLive(client, house.ours.plant.id));
    await house.catalog.deleteTenant(house.ours.scope);
    expect(await closed).toBe(4403);
  });

  test("holds a limited number of subscriptions", async () => {
    const { house, server } = await start({ limits: { subscriptionsPerSocket: 3 } });
    const client = connect(server.url, await house.token(house.ours));
    const held = Array.from({ length: 3 }, () => subscribeLive(client, house.ours.plant.id));
    for (const frames of held) await nextFrame(frames);
    await expect(subscribeLive(client, house.ours.plant.id).next()).rejects.toMatchObject([
      { extensions: { code: "rate_limited" } },
    ]);
    await held[0]?.return?.();
    await nextFrame(subscribeLive(client, house.ours.plant.id));
    await client.dispose();
  });

  test("gets no subscription when the server holds as many as it may", async () => {
    const { house, server } = await start({ limits: { subscriptions: 1 } });
    const client = connect(server.url, await house.token(house.ours));
    await nextFrame(subscribeLive(client, house.ours.plant.id));
    const { value } = await subscribeLive(client, house.ours.plant.id).next();
    expect(value).toMatchObject({ errors: [{ extensions: { code: "rate_limited" } }] });
    await client.dispose();
  });

  test("answers queries, too, under the same limits and masks", async () => {
    const { house, server } = await start();
    const client = connect(server.url, await house.token(house.ours));
    const query = "{ plants { name } }";
    const answer = await client.iterate({ query }).next();
    expect(answer.value).toEqual({ data: { plants: [{ name: "ours roof" }] } });
    const fields = Array.from({ length: 300 }, (_, index) => `a${index}: plants { id }`).join(" ");
    await expect(client.iterate({ query: `{ ${fields} }` }).next()).rejects.toMatchObject([
      { extensions: { code: "too_large" } },
    ]);
    await client.dispose();
  });

  test("is refused elsewhere, with another protocol, or when there are too many", async () => {
    const { house, server } = await start({ limits: { sockets: 1 } });
    const status = async (path: string): Promise<number> => {
      const socket = new WebSocket(`${server.url.replace("http", "ws")}${path}`);
      return new Promise((resolve) => {
        socket.on("unexpected-response", (_request, { statusCode }) => {
          resolve(statusCode ?? 0);
          socket.terminate();
        });
        socket.on("error", () => {});
      });
    };
    expect(await status("/other")).toBe(404);
    expect(await closeCode(server, [], "graphql-ws").catch(String)).toMatch(/4406|subprotocol/i);
    const client = connect(server.url, await house.token(house.ours));
    await nextFrame(subscribeLive(client, house.ours.plant.id));
    expect(await status("/graphql")).toBe(503);
    await client.dispose();
  });

  test("with a message over the limit is closed, and the server goes on", async () => {
    const { house, server } = await start();
    expect(await closeCode(server, [init("x".repeat(200_000))])).toBe(1009);
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    expect(house.logs.filter((line) => line.startsWith("error"))).toEqual([]);
  });
});

describe("the HTTP server", () => {
  test("does not lead out of the dashboard's folder, whatever the path", async () => {
    const { server } = await start({ dashboardDir: import.meta.dirname });
    const paths = [
      "/../package.json",
      "/..%2fpackage.json",
      "//package.json",
      "/a/../../package.json",
    ];
    for (const path of paths) {
      const answer = await raw(
        server,
        `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
      );
      expect(answer).toMatch(/^HTTP\/1\.1 404 /);
      expect(answer).not.toContain("@solarmon/api");
    }
  });

  test("takes readings over real sockets, in one piece and in many", async () => {
    const { house, server } = await start({ limits: { readingsBodyBytes: 10_000 } });
    const post = async (body: string | ReadableStream): Promise<Response> =>
      fetch(`${server.url}/api/v1/readings?wait=stored`, {
        method: "POST",
        headers: { "x-api-key": house.ours.deviceKey },
        body,
        duplex: "half",
      });
    const whole = JSON.stringify({ measuredAt: NOW, acPower: 1 });
    expect(await jsonOf(await post(whole))).toMatchObject({ readings: [{ status: "stored" }] });
    const pieces = new Blob([`{"measuredAt":${NOW - 1},`, '"acPower":2}']).stream();
    expect(await jsonOf(await post(pieces))).toMatchObject({ readings: [{ status: "stored" }] });
    expect((await post("x".repeat(20_000))).status).toBe(413);
    expect((await post(new Blob(["x".repeat(2_000_000)]).stream())).status).toBe(413);
    expect((await post(whole)).status).toBe(200);
  });

  test.each([
    [false, 429],
    [true, 401],
  ])("trusts a forwarded address (%s) only when told to", async (trustForwardedFor, status) => {
    const { server } = await start({ trustForwardedFor });
    const logIn = async (forwardedFor: string): Promise<number> => {
      const response = await fetch(`${server.url}/api/v1/sessions`, {
        method: "POST",
        headers: { "x-forwarded-for": forwardedFor },
        body: JSON.stringify({ email: "ours@example.org", password: "wrong one" }),
      });
      await response.arrayBuffer();
      return response.status;
    };
    for (let attempt = 0; attempt < 10; attempt++) expect(await logIn("10.0.0.1")).toBe(401);
    expect(await logIn("10.0.0.1")).toBe(429);
    expect(await logIn("10.0.0.1, 10.0.0.2")).toBe(status);
  });

  test("closes with sockets and streams open", async () => {
    const { house, server } = await start();
    const client = connect(server.url, await house.token(house.ours));
    const closed = closing(client);
    await nextFrame(subscribeLive(client, house.ours.plant.id));
    await server.close();
    expect(await closed).toBe(1001);
    await expect(fetch(`${server.url}/healthz`)).rejects.toThrow("fetch failed");
  });
});
