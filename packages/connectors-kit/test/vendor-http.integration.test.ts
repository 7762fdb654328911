import type { IncomingMessage, ServerResponse } from "node:http";
import { SECOND_MS, SolarmonError } from "@solarmon/core";
import { VirtualClock } from "@solarmon/core/testing";
import { expect, test } from "vitest";
import {
  ConnectorError,
  type ConnectorErrorKind,
  createRedactor,
  createVendorHttp,
  type Fetch,
  type VendorHttp,
  type VendorHttpOptions,
} from "../src/index.ts";
import { everythingIn, failureOf } from "./support/failure.ts";
import { startStandIn } from "./support/stand-in.ts";

const SECRET = "k3y/that+nobody&may=see";
const clock = new VirtualClock();

function acme(options: Partial<VendorHttpOptions> = {}): VendorHttp {
  const redactor = createRedactor([SECRET]);
  return createVendorHttp({ vendor: "acme", fetch, clock, redactor, ...options });
}

function status(code: number, headers: Record<string, string> = {}, body = "") {
  return (_: IncomingMessage, response: ServerResponse): void => {
    response.writeHead(code, headers).end(body);
  };
}

test("a success comes whole, with status, headers and the time", async () => {
  await using server = await startStandIn(status(200, { "X-Left": "8" }, '{"a":1}'));
  const reply = await acme().send({ url: `${server.url}/v1/sites` });
  expect(new TextDecoder().decode(reply.body)).toBe('{"a":1}');
  expect(reply).toMatchObject({ status: 200, receivedAt: clock.now() });
  expect(reply.headers["x-left"]).toBe("8");
});

test("all cookies of a reply come, in one text", async () => {
  await using server = await startStandIn((_, response) => {
    response.writeHead(200, { "set-cookie": ["a=1; Path=/", "b=2"] }).end();
  });
  const { headers } = await acme().send({ url: server.url });
  expect(headers["set-cookie"]).toBe("a=1; Path=/, b=2");
});

test("what is sent arrives", async () => {
  const got: unknown[] = [];
  await using server = await startStandIn((request, response) => {
    request.on("data", (part) => got.push(String(part))).on("end", () => response.end());
  });
  const headers = { authorization: "Bearer abc" };
  await acme().send({ url: server.url, method: "POST", headers, body: "grant=1" });
  expect(got).toEqual(["grant=1"]);
  expect(server.requests[0]).toMatchObject({ method: "POST" });
  expect(server.requests[0]?.headers.authorization).toBe("Bearer abc");
});

const STATUSES: readonly (readonly [number, ConnectorErrorKind, boolean])[] = [
  [302, "protocol", false],
  [400, "invalid", false],
  [401, "auth", false],
  [403, "permission", false],
  [404, "gone", false],
  [410, "gone", false],
  [418, "invalid", false],
  [429, "rate", true],
  [500, "transient", true],
  [503, "transient", true],
];
for (const [code, kind, isRetryable] of STATUSES)
  test(`${code} is ${kind}`, async () => {
    await using server = await startStandIn(status(code, { location: "/elsewhere" }));
    const error = await failureOf(acme().send({ url: server.url }));
    expect(error).toMatchObject({ kind, isRetryable, status: code, vendor: "acme" });
    expect(server.requests).toHaveLength(1);
  });

test("Retry-After in seconds and as a date, whatever the server's clock says", async () => {
  const server = { date: "Sat, 01 Jan 2000 00:00:00 GMT" };
  for (const header of ["90", "Sat, 01 Jan 2000 00:01:30 GMT"]) {
    await using standIn = await startStandIn(status(429, { ...server, "retry-after": header }));
    const error = await failureOf(acme().send({ url: standIn.url }));
    expect(error.retryAt).toBe(clock.now() + 90 * SECOND_MS);
  }
});

test("a Retry-After without sense is none, and one beyond a month is cut", async () => {
  for (const [header, days] of [
    ["soon", null],
    ["-5", null],
    ["99999999999", 31],
  ] as const) {
    await using standIn = await startStandIn(status(503, { "retry-after": header }));
    const { retryAt } = await failureOf(acme().send({ url: standIn.url }));
    expect(retryAt).toBe(days === null ? null : clock.now() + days * 86_400_000);
  }
});

test("a server that says nothing is transient after the time-out", async () => {
  await using server = await startStandIn(() => undefined);
  const error = await failureOf(acme({ timeoutMs: 50 }).send({ url: server.url }));
  expect(error.kind).toBe("transient");
  expect(error.message).toContain("no reply in 50 ms");
});

test("a body that trickles is cut by the same time-out", async () => {
  await using server = await startStandIn((_, response) => {
    response.writeHead(200).write("{");
  });
  const error = await failureOf(acme().send({ url: server.url, timeoutMs: 50 }));
  expect(error.kind).toBe("transient");
});

test("a body that is cut off is transient, never half a reply", async () => {
  await using server = await startStandIn((_, response) => {
    response.writeHead(200, { "content-length": "100" }).write('{"a":1}', () => response.destroy());
  });
  const error = await failureOf(acme().send({ url: server.url }));
  expect(error.kind).toBe("transient");
});

test("a body without end is refused before it fills memory", async () => {
  await using server = await startStandIn(status(200, {}, "x".repeat(2_000)));
  const error = await failureOf(acme({ maxBodyBytes: 1_000 }).send({ url: server.url }));
  expect(error.kind).toBe("protocol");
  expect(error.message).toContain("longer than 1000 bytes");
});

test("no server is transient", async () => {
  const { url } = await stoppedServer();
  expect((await failureOf(acme().send({ url }))).kind).toBe("transient");
});

test("the caller can end a call", async () => {
  await using server = await startStandIn(() => undefined);
  const ended = new AbortController();
  const sent = acme().send({ url: server.url, signal: ended.signal });
  ended.abort();
  const error: unknown = await sent.catch((thrown: unknown) => thrown);
  expect(SolarmonError.is(error) && error.code).toBe("cancelled");
});

test("a redirect is not followed, so that no key goes to another host", async () => {
  await using other = await startStandIn(status(200));
  await using server = await startStandIn(status(307, { location: other.url }));
  await failureOf(acme().send({ url: server.url, headers: { "x-api-key": SECRET } }));
  expect(other.requests).toHaveLength(0);
});

test("the vendor's own reading of a reply goes first", async () => {
  await using server = await startStandIn(status(200, {}, '{"failCode":305}'));
  const http = acme({
    classify: ({ body }) =>
      new TextDecoder().decode(body).includes("305")
        ? { kind: "auth", detail: `log in again with ${SECRET}` }
        : undefined,
  });
  const error = await failureOf(http.send({ url: server.url }));
  expect(error.kind).toBe("auth");
  expect(everythingIn(error)).not.toContain(SECRET);
});

test("a vendor may call another status a success", async () => {
  await using server = await startStandIn(status(404, {}, "nothing yet"));
  const reply = await acme({ classify: () => null }).send({ url: server.url });
  expect(reply.status).toBe(404);
});

test("no secret in an error: not in path, query, message, stack or cause", async () => {
  await using server = await startStandIn(status(500, {}, SECRET));
  const { url: nowhere } = await stoppedServer();
  const query = `?api_key=${encodeURIComponent(SECRET)}`;
  const path = `/keys/${encodeURIComponent(SECRET)}/sites`;
  const failing: Fetch = async (input) => {
    throw new TypeError(`cannot fetch ${input}`, { cause: new Error(`with ${SECRET}`) });
  };
  const errors = [
    await failureOf(acme().send({ url: `${server.url}${path}${query}` })),
    await failureOf(acme().send({ url: `${nowhere}${path}${query}` })),
    await failureOf(acme({ fetch: failing }).send({ url: `${server.url}${path}${query}` })),
    await failureOf(acme().send({ url: `http://user:${SECRET}@` })),
    await failureOf(acme().send({ url: server.url, headers: { bad: `${SECRET}\n` } })),
  ];
  for (const error of errors) {
    expect(everythingIn(error)).not.toContain(SECRET);
    expect(everythingIn(error)).not.toContain(encodeURIComponent(SECRET));
  }
});

test("each whole reply is shown to whoever listens, refusals too", async () => {
  await using server = await startStandIn(status(429));
  const seen: number[] = [];
  const http = acme({ onReply: (_, reply) => seen.push(reply.status) });
  await failureOf(http.send({ url: server.url }));
  expect(seen).toEqual([429]);
  expect(ConnectorError.isConnectorError(new Error("x"))).toBe(false);
});

async function stoppedServer(): Promise<{ readonly url: string }> {
  await using server = await startStandIn(() => undefined);
  return { url: server.url };
}
