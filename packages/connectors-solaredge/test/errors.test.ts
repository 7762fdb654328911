import { DAY_MS, HOUR_MS } from "@solarmon/core";
import { expect, test } from "vitest";
import { solaredgeError } from "../src/index.ts";
import { decode } from "./support/decode.ts";

const reply = (status: number, headers: Record<string, string> = {}) => ({
  body: new Uint8Array(),
  status,
  headers,
  receivedAt: Date.parse("2026-11-30T20:00:00Z"),
});

test.each([
  [400, "invalid_argument", false],
  [401, "unauthenticated", false],
  [403, "forbidden", false],
  [404, "not_found", false],
  [410, "unsupported", false],
  [418, "refused", false],
  [500, "unavailable", true],
  [521, "unavailable", true],
])("HTTP %i is %s", (status, code, isRetryable) => {
  expect(solaredgeError(reply(status))).toMatchObject({ code, isRetryable });
});

test("HTTP 410 says that the API is retired, whatever the body", () => {
  expect(solaredgeError(reply(410)).message).toMatch(/retired.*permanent/u);
  const html = new TextEncoder().encode("<html>gone</html>");
  const { readings, problems } = decode("v1-energy", html, "UTC", { status: 410 });
  expect(readings).toEqual([]);
  expect(problems).toMatchObject([{ code: "vendor_error" }]);
  expect(problems[0]?.detail).toMatch(/retired/u);
});

test("429: the minute, as long as it says; the month, at most a day", () => {
  expect(solaredgeError(reply(429, { "Retry-After": "17" }))).toMatchObject({
    code: "rate_limited",
    retryAfterMs: 17_000,
  });
  const month = { "X-RateLimit-Remaining-Minute": "8" };
  expect(solaredgeError(reply(429, month))).toMatchObject({ retryAfterMs: 4 * HOUR_MS });
  const early = { ...reply(429, month), receivedAt: Date.parse("2026-11-02T00:00:00Z") };
  expect(solaredgeError(early)).toMatchObject({ retryAfterMs: DAY_MS });
  const minute = { "x-ratelimit-remaining-minute": "0" };
  expect(solaredgeError(reply(429, minute))).toMatchObject({ retryAfterMs: 60_000 });
});

test("bodies of errors are told, with their trace", () => {
  const body = { title: "Bad Request", status: 400, detail: "range too long", traceId: "abc" };
  const { problems } = decode("site-power", body);
  expect(problems[0]?.detail).toBe(
    "SolarEdge answered 400 Bad Request range too long (traceId abc)",
  );
  expect(decode("site", { error: "invalid_grant" }).problems[0]?.code).toBe("vendor_error");
});
