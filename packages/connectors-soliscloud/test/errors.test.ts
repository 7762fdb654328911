import { expect, test } from "vitest";
import { classifySoliscloud } from "../src/index.ts";
import { decode } from "./support/decode.ts";

function kindOf(body: object | string, status = 200) {
  const bytes = new TextEncoder().encode(typeof body === "string" ? body : JSON.stringify(body));
  return classifySoliscloud({ body: bytes, status, headers: {}, receivedAt: 0 })?.kind;
}

test.each([
  ["R0000", "permission"],
  ["B0011", "auth"],
  ["B0049", "gone"],
  ["I0000", "invalid"],
  ["Z9999", "invalid"],
])("code %s with HTTP 200 is %s, and the decoder says the same", (code, expected) => {
  expect(kindOf({ success: true, code, msg: "x" })).toBe(expected);
  const { readings, problems } = decode("inverter-detail", { code, data: { eTotal: 1 } });
  expect(readings).toEqual([]);
  expect(problems.map((problem) => problem.code)).toEqual(["vendor_error"]);
});

test.each([
  [401, "auth"],
  [403, "permission"],
  [408, "transient"],
  [418, "invalid"],
  [429, "rate"],
  [502, "transient"],
])("HTTP %i is %s", (status, kind) => {
  expect(kindOf("<html>", status)).toBe(kind);
});

test("a success is no error, a refusal without a code is one, and so is another server's reply", () => {
  expect(kindOf({ success: true, code: "0" })).toBeUndefined();
  expect(kindOf({ success: false, code: "0" })).toBe("invalid");
  expect(kindOf({ error: "sign in" })).toBe("protocol");
  expect(kindOf("<html>")).toBe("protocol");
});
