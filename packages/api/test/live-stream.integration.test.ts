import { afterEach, expect, test } from "vitest";
import type { ApiOptions, RunningServer } from "../src/index.ts";
import { createHouse, NOW, type House } from "./support/house.ts";
import { type LiveFrame, PLANT_LIVE } from "./support/live-client.ts";

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

interface Event {
  readonly event: string;
  readonly data: {
    readonly data?: { readonly plantLive: LiveFrame };
    readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[];
  } | null;
}

/** The events of a stream, pings left out. */
async function* events(response: Response): AsyncGenerator<Event, void, void> {
  let text = "";
  for await (const chunk of response.body ?? []) {
    text += Buffer.from(chunk).toString();
    for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
      const fields = Object.fromEntries(
        text
          .slice(0, end)
          .split("\n")
          .map((line) => [line.split(":", 1)[0], line.slice(line.indexOf(":") + 1).trim()]),
      );
      text = text.slice(end + 2);
      const { event, data } = fields;
      if (event !== undefined) yield { event, data: data ? JSON.parse(data) : null };
    }
  }
}

async function subscribe(
  { house, server }: { house: House; server: RunningServer },
  stop: AbortController,
  token?: string,
): Promise<Response> {
  const authorization = `Bearer ${token ?? (await house.token(house.ours))}`;
  return fetch(`${server.url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "text/event-stream", authorization },
    body: JSON.stringify({ query: PLANT_LIVE, variables: { id: house.ours.plant.id } }),
    signal: stop.signal,
  });
}

async function subscriptions(house: House): Promise<number> {
  const text = await (await house.get("/metrics")).text();
  return Number(/^solarmon_subscriptions (\d+)$/m.exec(text)?.[1]);
}

test("a stream gives a snapshot, then changes, and is forgotten when the client leaves", async () => {
  const started = await start();
  const { house } = started;
  const stop = new AbortController();
  const response = await subscribe(started, stop);
  expect(response.headers.get("content-type")).toContain("text/event-stream");
  const stream = events(response);
  expect((await stream.next()).value).toMatchObject({
    event: "next",
    data: { data: { plantLive: { snapshot: true, power: null } } },
  });
  await house.push({ measuredAt: NOW - 1, acPower: 77 }, house.ours.deviceKey);
  expect((await stream.next()).value).toMatchObject({
    data: { data: { plantLive: { snapshot: false, power: 77 } } },
  });
  expect(await subscriptions(house)).toBe(1);
  stop.abort();
  await expect.poll(async () => subscriptions(house), { timeout: 10_000 }).toBe(0);
});

test("nobody gets a stream", async () => {
  const started = await start();
  const response = await subscribe(started, new AbortController(), "x");
  expect(response.status).toBe(401);
  expect(response.headers.get("content-type")).toBe("application/problem+json");
});

test("a stream ends when its user is no more", async () => {
  const started = await start({ limits: { recheckMs: 50 } });
  const { house } = started;
  const stream = events(await subscribe(started, new AbortController()));
  await stream.next();
  await house.catalog.deleteTenant(house.ours.scope);
  expect((await stream.next()).value).toMatchObject({
    data: { errors: [{ extensions: { code: "unauthenticated" } }] },
  });
});

test("a stream ends with its log-in, saying so", async () => {
  const started = await start({ limits: { sessionMs: 2_000 } });
  const { house } = started;
  const token = await house.token(house.ours);
  house.clock.nowMs += 1_700;
  const stream = events(await subscribe(started, new AbortController(), token));
  await stream.next();
  house.clock.nowMs += 300;
  expect((await stream.next()).value).toMatchObject({
    data: { errors: [{ extensions: { code: "unauthenticated" } }] },
  });
  let last: Event | undefined;
  for await (const event of stream) last = event;
  expect(last?.event).toBe("complete");
  await expect.poll(async () => subscriptions(house), { timeout: 10_000 }).toBe(0);
});
