import { expect, test } from "vitest";
import { soliscloudError } from "../src/index.ts";
import { decode } from "./support/decode.ts";

const errorOf = (body: object | string, status = 200) =>
  soliscloudError({
    body: new TextEncoder().encode(typeof body === "string" ? body : JSON.stringify(body)),
    status,
  });

test.each([
  ["R0000", "forbidden"],
  ["B0011", "unauthenticated"],
  ["B0049", "not_found"],
  ["I0000", "invalid_argument"],
  ["Z9999", "refused"],
])("code %s with HTTP 200 is %s", (code, expected) => {
  expect(errorOf({ success: true, code, msg: "x" })).toMatchObject({ code: expected });
  const { readings, problems } = decode("inverter-detail", { code, data: { eTotal: 1 } });
  expect(readings).toEqual([]);
  expect(problems.map((problem) => problem.code)).toEqual(["vendor_error"]);
});

test.each([
  [408, "unauthenticated", false],
  [429, "rate_limited", true],
  [502, "unavailable", true],
  [403, "unauthenticated", false],
  [418, "refused", false],
])("HTTP %i is %s", (status, code, isRetryable) => {
  expect(errorOf("<html>", status)).toMatchObject({ code, isRetryable });
});

test("a success is no error, and a refusal without a code is one", () => {
  expect(errorOf({ success: true, code: "0" })).toBeUndefined();
  expect(errorOf({ success: false })).toMatchObject({ code: "refused" });
});
