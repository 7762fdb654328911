import { expect, test } from "vitest";
import { classifyGoodwe } from "../src/index.ts";
import { bytesOf, decode } from "./support/decode.ts";

const RECEIVED_AT = Date.parse("2026-06-01T12:00:00Z");
const classify = (body: unknown, status = 200) =>
  classifyGoodwe({ body: bytesOf(body), status, headers: {}, receivedAt: RECEIVED_AT });

test.each([
  [{ code: 100_001 }, "auth"],
  [{ code: "100002" }, "auth"],
  [{ code: "C0501" }, "auth"],
  [{ code: "GY0429" }, "rate"],
  [{ code: "X1", msg: "no" }, "invalid"],
  [{ code: 0, hasError: true }, "invalid"],
  [{ data: {} }, "protocol"],
  ["<html>", "protocol"],
])("HTTP 200 with %o is %s", (body, kind) => {
  expect(classify(body)).toMatchObject({ kind });
});

test("after too many calls it is five minutes", () => {
  expect(classify({ code: "GY0429" })).toMatchObject({ retryAt: RECEIVED_AT + 300_000 });
});

test.each([0, "0", "00000"])("code %j is a success", (code) => {
  expect(classify({ code })).toBeNull();
});

test("other statuses are the kit's", () => {
  expect(classify({ code: "GY0429" }, 502)).toBeUndefined();
});

test("a refusal gives no reading", () => {
  const body = { code: "100001", data: { inverter: [{ sn: "S1", etotal: 5 }] } };
  const { readings, problems } = decode("monitor-detail", body);
  expect(readings).toEqual([]);
  expect(problems.map(({ code }) => code)).toEqual(["vendor_error"]);
});
