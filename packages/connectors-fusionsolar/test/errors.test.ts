import { HOUR_MS, MINUTE_MS } from "@solarmon/core";
import { expect, test } from "vitest";
import { fusionsolarError } from "../src/index.ts";
import { decode } from "./support/decode.ts";

const encode = (value: object | string): Uint8Array =>
  new TextEncoder().encode(typeof value === "string" ? value : JSON.stringify(value));
const errorOf = (body: object | string, status = 200) =>
  fusionsolarError({ body: encode(body), status });

test.each([
  [305, "unauthenticated", false],
  [401, "forbidden", false],
  [407, "rate_limited", true],
  [20_001, "unauthenticated", false],
  [20_400, "unauthenticated", false],
  [20_004, "unavailable", true],
  [20_007, "not_found", false],
  [20_009, "unsupported", false],
  [20_014, "invalid_argument", false],
  [20_026, "refused", false],
  [30_032, "invalid_argument", false],
  [77, "refused", false],
])("failCode %i with HTTP 200 is %s", (failCode, code, isRetryable) => {
  expect(errorOf({ success: false, failCode })).toMatchObject({ code, isRetryable });
  const { readings, problems } = decode("dev-real-kpi", { failCode, data: [{ devId: 1 }] });
  expect(readings).toEqual([]);
  expect(problems).toHaveLength(1);
  expect(problems[0]?.code).toBe("vendor_error");
});

const refusal = (key: string) => ({
  errorCode: "49401021002",
  exceptionInfo: `Request is rejected by api quotaControl. key:/${key}_POST`,
});

test("the gateway's refusal is a limit; of the lists it lasts an hour", () => {
  expect(errorOf(refusal("getStationList"), 403)).toMatchObject({ retryAfterMs: HOUR_MS });
  expect(errorOf(refusal("getDevRealKpi"), 403)).toMatchObject({ retryAfterMs: 5 * MINUTE_MS });
});

test("statuses without a body", () => {
  expect(errorOf("<html>", 502)).toMatchObject({ code: "unavailable" });
  expect(errorOf("", 403)).toMatchObject({ code: "forbidden" });
  expect(errorOf("", 401)).toMatchObject({ code: "unauthenticated" });
  expect(errorOf("", 429)).toMatchObject({ code: "rate_limited" });
});

test("a success is no error", () => {
  expect(errorOf({ success: true, failCode: 0, data: [] })).toBeUndefined();
});

test("words of 407 stand in data", () => {
  const body = { failCode: 407, success: false, data: "ACCESS_FREQUENCY_IS_TOO_HIGH" };
  expect(errorOf(body)?.message).toContain("ACCESS_FREQUENCY_IS_TOO_HIGH");
});
