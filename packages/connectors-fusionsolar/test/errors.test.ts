import { HOUR_MS, MINUTE_MS } from "@solarmon/core";
import { expect, test } from "vitest";
import { failureText, loginRefusalOf, refusalOf } from "../src/errors.ts";
import { decode, RECEIVED_AT } from "./support/decode.ts";

const encode = (value: object | string): Uint8Array =>
  new TextEncoder().encode(typeof value === "string" ? value : JSON.stringify(value));
const replyOf = (body: object | string, status = 200, headers: Record<string, string> = {}) => ({
  body: encode(body),
  status,
  headers,
  receivedAt: RECEIVED_AT,
});
const errorOf = (body: object | string, status = 200) => refusalOf(replyOf(body, status));

test.each([
  [305, "auth"],
  [401, "permission"],
  [407, "rate"],
  [20_001, "auth"],
  [20_400, "auth"],
  [20_004, "transient"],
  [20_007, "gone"],
  [20_009, "gone"],
  [20_014, "invalid"],
  [20_026, "gone"],
  [30_032, "invalid"],
  [77, "protocol"],
])("failCode %i with HTTP 200 is %s", (failCode, kind) => {
  expect(errorOf({ success: false, failCode })).toMatchObject({ kind });
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
  const list = errorOf(refusal("getStationList"), 403);
  expect(list).toMatchObject({ kind: "rate", retryAt: RECEIVED_AT + HOUR_MS });
  const values = errorOf(refusal("getDevRealKpi"), 403);
  expect(values).toMatchObject({ kind: "rate", retryAt: RECEIVED_AT + 5 * MINUTE_MS });
});

test("what the vendor asks to wait counts more than the rule", () => {
  const reply = replyOf({ failCode: 407 }, 200, { "retry-after": "30" });
  expect(refusalOf(reply)).not.toHaveProperty("retryAt");
});

test("statuses without a body", () => {
  expect(errorOf("<html>", 502)).toMatchObject({ kind: "transient" });
  expect(errorOf("", 403)).toMatchObject({ kind: "permission" });
  expect(errorOf("", 401)).toMatchObject({ kind: "auth" });
  expect(errorOf("", 429)).toMatchObject({ kind: "rate" });
  expect(errorOf("<html>")).toMatchObject({ kind: "protocol" });
});

test("a success is no error", () => {
  expect(errorOf({ success: true, failCode: 0, data: [] })).toBeUndefined();
});

test("words of 407 stand in data", () => {
  const body = { failCode: 407, success: false, data: "ACCESS_FREQUENCY_IS_TOO_HIGH" };
  expect(failureText(replyOf(body), body)).toContain("ACCESS_FREQUENCY_IS_TOO_HIGH");
});

test("a log-in without the header of the session has failed, whatever its body", () => {
  const success = { success: true, failCode: 0, data: null };
  const withToken = replyOf(success, 200, { "xsrf-token": "n-abc" });
  expect(loginRefusalOf(withToken)).toBeUndefined();
  expect(loginRefusalOf(replyOf(success))).toMatchObject({ kind: "auth" });
  expect(loginRefusalOf(replyOf(""))).toMatchObject({ kind: "auth" });
  expect(loginRefusalOf(replyOf({ success: false, failCode: 20_403 }))?.detail).toContain("30 min");
  expect(loginRefusalOf(replyOf("<html>"))).toMatchObject({ kind: "protocol" });
  expect(loginRefusalOf(replyOf("", 503))).toMatchObject({ kind: "transient" });
});
