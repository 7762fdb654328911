import { expect, test } from "vitest";
import { classifyVictron } from "../src/index.ts";
import { bytesOf, decode } from "./support/decode.ts";

const classify = (body: unknown, status = 200) =>
  classifyVictron({ body: bytesOf(body), status, headers: {}, receivedAt: 0 });

test.each([
  [{ success: false, error_code: "invalid_token" }, "auth"],
  [{ success: false, error_code: "forbidden" }, "permission"],
  [{ success: false, errors: "no" }, "invalid"],
  [{ records: [] }, "protocol"],
  ["<html>", "protocol"],
])("HTTP 200 with %o is %s", (body, kind) => {
  expect(classify(body)).toMatchObject({ kind });
});

test("a success is one; statuses are the kit's", () => {
  expect(classify({ success: true })).toBeNull();
  expect(classify({ success: false }, 429)).toBeUndefined();
});

test("a refusal gives no reading", () => {
  const body = { success: false, error_code: "invalid_token", records: { Pdc: [[1, 2]] } };
  const { readings, problems } = decode("stats", body);
  expect(readings).toEqual([]);
  expect(problems.map(({ code }) => code)).toEqual(["vendor_error"]);
});
