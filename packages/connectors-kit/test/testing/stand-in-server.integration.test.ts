import { MINUTE_MS } from "@solarmon/core";
import { VirtualClock } from "@solarmon/core/testing";
import {
  StandInLogin,
  StandInServer,
  type StandInServerOptions,
} from "@solarmon/connectors-kit/stand-in";
import { describe, expect, test } from "vitest";

async function start(
  options: Partial<StandInServerOptions> = {},
  clock: VirtualClock = new VirtualClock(),
): Promise<StandInServer> {
  return await StandInServer.start({
    clock,
    routes: [
      { at: "POST /login", isOpen: true, answer: ({ body }) => ({ body: { said: body } }) },
      {
        at: "GET /sites/:site/power",
        answer: ({ parameters, query, now }) => ({
          body: { site: parameters["site"], day: query.get("day"), now },
        }),
      },
    ],
    ...options,
  });
}

describe("a stand-in", () => {
  test("tells of its own mistakes when it is closed", async () => {
    const server = await start({
      routes: [
        {
          at: "GET /broken",
          answer: () => {
            throw new TypeError("no such plant");
          },
        },
      ],
    });
    await expect(fetch(`${server.url}/broken`)).rejects.toThrow("fetch failed");
    await expect(server[Symbol.asyncDispose]()).rejects.toThrow("no such plant");
  });

  test("answers by route, with its parts, its query and the virtual time", async () => {
    const clock = new VirtualClock(42);
    await using server = await start({}, clock);
    const reply = await fetch(`${server.url}/sites/a%20b/power?day=today`);
    expect(await reply.json()).toEqual({ site: "a b", day: "today", now: 42 });
    const posted = await fetch(`${server.url}/login`, { method: "POST", body: "hello" });
    expect(await posted.json()).toEqual({ said: "hello" });
    expect(server.calls).toMatchObject([
      { at: 42, what: "GET /sites/a%20b/power", status: 200, isOverQuota: false, concurrent: 1 },
      { what: "POST /login", status: 200 },
    ]);
  });

  test("knows no other address", async () => {
    await using server = await start();
    expect((await fetch(`${server.url}/sites`)).status).toBe(404);
  });

  test("asks for a log-in where a route is not open", async () => {
    await using server = await start({ authorise: ({ headers }) => headers["x-key"] === "k" });
    const url = `${server.url}/sites/1/power`;
    expect((await fetch(url)).status).toBe(401);
    expect((await fetch(url, { headers: { "X-Key": "k" } })).status).toBe(200);
    expect((await fetch(`${server.url}/login`, { method: "POST" })).status).toBe(200);
  });

  test("refuses a call too many, in the vendor's form, and not those that log in", async () => {
    const clock = new VirtualClock();
    const quotas = [{ name: "minute", limit: 1, period: "minute" }] as const;
    const forms = { "rate-limited": () => ({ status: 420, body: "busy" }) };
    await using server = await start({ quotas, forms }, clock);
    const url = `${server.url}/sites/1/power`;
    expect((await fetch(url)).status).toBe(200);
    const refused = await fetch(url);
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([420, "120"]);
    expect((await fetch(`${server.url}/login`, { method: "POST" })).status).toBe(200);
    expect(server.calls.map(({ isOverQuota }) => isOverQuota)).toEqual([false, true, false]);
    clock.advance(MINUTE_MS);
    expect((await fetch(url)).status).toBe(200);
  });

  test.each([
    ["unauthorized", 401],
    ["forbidden", 403],
    ["rate-limited", 429],
    ["server-error", 503],
  ] as const)("answers %s with %i until it ends", async (fault, status) => {
    await using server = await start();
    server.misbehave(fault);
    const url = `${server.url}/sites/1/power`;
    expect((await fetch(url)).status).toBe(status);
    server.misbehave(null);
    expect((await fetch(url)).status).toBe(200);
  });

  test("sends a web page, half a body, a new field, or nothing at all", async () => {
    await using server = await start();
    const url = `${server.url}/sites/1/power`;
    server.misbehave("not-json");
    expect(await (await fetch(url)).text()).toContain("<html>");
    server.misbehave("new-field");
    expect(await (await fetch(url)).json()).toMatchObject({
      site: "1",
      addedByVendor: "since the last firmware",
    });
    server.misbehave("cut-off");
    await expect(fetch(url).then(async (reply) => await reply.text())).rejects.toThrow(
      /terminated|closed/u,
    );
    server.misbehave("slow");
    const patience = AbortSignal.timeout(50);
    await expect(fetch(url, { signal: patience })).rejects.toThrow(/timeout/u);
  });
});

test("tokens end, refresh tokens work once, and all of them end when they are revoked", () => {
  const clock = new VirtualClock();
  const login = new StandInLogin(clock, MINUTE_MS);
  const first = login.issue();
  expect(first.expiresInS).toBe(60);
  expect(login.accepts(first.accessToken)).toBe(true);
  clock.advance(MINUTE_MS);
  expect(login.accepts(first.accessToken)).toBe(false);
  const second = login.refresh(first.refreshToken);
  expect(login.refresh(first.refreshToken)).toBeUndefined();
  expect(login.accepts(second?.accessToken ?? "")).toBe(true);
  login.revoke();
  expect(login.accepts(second?.accessToken ?? "")).toBe(false);
  expect(login.refresh(second?.refreshToken ?? "")).toBeUndefined();
  expect(login.secrets()).toContain(first.refreshToken);
});
