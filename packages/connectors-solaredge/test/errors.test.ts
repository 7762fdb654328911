import { DAY_MS, HOUR_MS, MINUTE_MS } from "@solarmon/core";
import { expect, test } from "vitest";
import { refusalOf } from "../src/errors.ts";
import { decode } from "./support/decode.ts";

const RECEIVED_AT = Date.parse("2026-11-30T20:00:00Z");

const reply = (
  status: number,
  headers: Record<string, string> = {},
  body: object | string = { title: "No", status },
) => ({
  body: new TextEncoder().encode(typeof body === "string" ? body : JSON.stringify(body)),
  status,
  headers,
  receivedAt: RECEIVED_AT,
});

test.each([
  [400, "invalid"],
  [401, "auth"],
  [403, "permission"],
  [404, "gone"],
  [410, "gone"],
  [418, "invalid"],
  [429, "rate"],
  [500, "transient"],
  [521, "transient"],
])("HTTP %i means %s", (status, kind) => {
  expect(refusalOf(reply(status))).toMatchObject({ kind });
  expect(refusalOf(reply(status, {}, "<html>cloudflare</html>"))).toMatchObject({ kind });
});

test("a success is none, unless its body is an error or a web page", () => {
  expect(refusalOf(reply(200, {}, { siteId: 1 }))).toBeUndefined();
  expect(refusalOf(reply(200, {}, []))).toBeUndefined();
  expect(refusalOf(reply(200, {}, { title: "No access", status: 403 }))?.kind).toBe("permission");
  expect(refusalOf(reply(200, {}, { message: "no" }))?.kind).toBe("protocol");
  expect(refusalOf(reply(200, {}, "<html>sign in</html>"))?.kind).toBe("protocol");
});

test("a dead consent is a matter of logging in, though its status is 400", () => {
  for (const error of ["invalid_grant", "invalid_client", "unauthorized_client"])
    expect(refusalOf(reply(400, {}, { error }))?.kind).toBe("auth");
  expect(refusalOf(reply(400, {}, { error: "invalid_request" }))?.kind).toBe("invalid");
});

test("HTTP 410 says that the API is retired, whatever the body", () => {
  expect(refusalOf(reply(410))?.detail).toMatch(/retired.*permanent/u);
  const html = new TextEncoder().encode("<html>gone</html>");
  const { readings, problems } = decode("v1-energy", html, "UTC", { status: 410 });
  expect(readings).toEqual([]);
  expect(problems).toMatchObject([{ code: "vendor_error" }]);
  expect(problems[0]?.detail).toMatch(/retired/u);
});

test("429: the minute, as long as it says; the month, at most a day", () => {
  // Whoever sends reads the header.
  expect(refusalOf(reply(429, { "Retry-After": "17" }))?.retryAt).toBeUndefined();
  const month = { "X-RateLimit-Remaining-Minute": "8" };
  expect(refusalOf(reply(429, month))?.retryAt).toBe(RECEIVED_AT + 4 * HOUR_MS);
  const early = { ...reply(429, month), receivedAt: Date.parse("2026-11-02T00:00:00Z") };
  expect(refusalOf(early)?.retryAt).toBe(early.receivedAt + DAY_MS);
  const minute = { "x-ratelimit-remaining-minute": "0" };
  expect(refusalOf(reply(429, minute))?.retryAt).toBe(RECEIVED_AT + MINUTE_MS);
});

test("bodies of errors are told, with their trace", () => {
  const body = { title: "Bad Request", status: 400, detail: "range too long", traceId: "abc" };
  const { problems } = decode("site-power", body);
  expect(problems[0]?.detail).toBe(
    "SolarEdge answered 400 Bad Request range too long (traceId abc)",
  );
  expect(refusalOf(reply(400, {}, body))?.detail).toMatch(/\(traceId abc\)$/u);
  expect(decode("site", { error: "invalid_grant" }).problems[0]?.code).toBe("vendor_error");
});
