import { expect, test } from "vitest";
import { classifySma } from "../src/index.ts";
import { bytesOf, decode, RECEIVED_AT } from "./support/decode.ts";

const classify = (body: unknown, status: number) =>
  classifySma({ body: bytesOf(body), status, headers: {}, receivedAt: RECEIVED_AT });

test("429 names no wait: it is five minutes", () => {
  expect(classify("", 429)).toMatchObject({ kind: "rate", retryAt: RECEIVED_AT + 300_000 });
});

test("403 is a consent withdrawn; 401 is left to the kit, which logs in again", () => {
  expect(classify("", 403)).toMatchObject({ kind: "permission" });
  expect(classify("", 401)).toBeUndefined();
});

test("a success has one of the documented shapes", () => {
  expect(classify({ set: [] }, 200)).toBeNull();
  expect(classify({ plants: [] }, 200)).toBeNull();
  expect(classify({ hello: 1 }, 200)).toMatchObject({ kind: "protocol" });
  expect(classify("<html>", 200)).toMatchObject({ kind: "protocol" });
});

test("a reply with a status of an error gives no reading", () => {
  const { readings, problems } = decode("measurements", { set: [] }, "UTC", { status: 403 });
  expect(readings).toEqual([]);
  expect(problems.map(({ code }) => code)).toEqual(["vendor_error"]);
});
