import { expect, test } from "vitest";
import { classifyGrowatt } from "../src/index.ts";
import { bytesOf, decode } from "./support/decode.ts";

const RECEIVED_AT = Date.parse("2026-06-01T12:00:00Z");
const classify = (body: unknown, status = 200) =>
  classifyGrowatt({ body: bytesOf(body), status, headers: {}, receivedAt: RECEIVED_AT });

test.each([
  [{ error_code: 10_012 }, "rate"],
  [{ error_code: "10012" }, "rate"],
  [{ error_code: 10_011 }, "permission"],
  [{ error_code: 10_001 }, "transient"],
  [{ error_code: 10_002 }, "gone"],
  [{ error_code: -1 }, "invalid"],
  [{ error_code: 77 }, "invalid"],
  [{ code: 2 }, "auth"],
  [{ code: 5 }, "transient"],
  [{ code: 102 }, "rate"],
  [{ result: 0 }, "protocol"],
  ["<html>", "protocol"],
])("HTTP 200 with %o is %s", (body, kind) => {
  expect(classify(body)).toMatchObject({ kind });
});

test("after too many calls it is five minutes", () => {
  expect(classify({ error_code: 10_012 })).toMatchObject({ retryAt: RECEIVED_AT + 300_000 });
});

test("0 is a success, as a number or a text; other statuses are the kit's", () => {
  expect(classify({ error_code: "0" })).toBeNull();
  expect(classify({ code: 0 })).toBeNull();
  expect(classify("", 502)).toBeUndefined();
});

test("a refusal gives no reading, whatever else the body holds", () => {
  const body = { error_code: 10_012, data: { time: "2026-06-01 14:00:00", pac: 5 } };
  const { readings, problems } = decode("tlx-last-data", body);
  expect(readings).toEqual([]);
  expect(problems).toEqual([
    { path: "", code: "vendor_error", detail: expect.stringContaining("five minutes") },
  ]);
});
