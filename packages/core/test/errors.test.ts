import {
  RateLimitedError,
  SolarmonError,
  throwIfCancelled,
  toSolarmonError,
  type SolarmonErrorCode,
} from "@solarmon/core";
import { expect, test } from "vitest";
import { codeOf } from "./support/code-of.ts";

const RETRYABLE: readonly SolarmonErrorCode[] = [
  "rate_limited",
  "storage_full",
  "locked",
  "unavailable",
];
const FINAL: readonly SolarmonErrorCode[] = [
  "invalid_argument",
  "refused",
  "unauthenticated",
  "forbidden",
  "not_found",
  "conflict",
  "too_large",
  "storage_corrupt",
  "unsupported",
  "cancelled",
  "internal",
];

test.for(RETRYABLE)("%s may succeed later", (code) => {
  expect(new SolarmonError(code, "later").isRetryable).toBe(true);
});

test.for(FINAL)("%s stays as it is", (code) => {
  expect(new SolarmonError(code, "no").isRetryable).toBe(false);
});

test("who throws may know better whether to try again", () => {
  const options = { isRetryable: true };
  expect(new SolarmonError("internal", "odd", options).isRetryable).toBe(true);
});

test("an error keeps its message, cause and stack", () => {
  const cause = new Error("inner");
  const error = new SolarmonError("unavailable", "the store is away", { cause });
  expect(error).toMatchObject({ name: "SolarmonError", message: "the store is away", cause });
  expect(error.stack).toContain("errors.test.ts");
  expect("cause" in new SolarmonError("internal", "no cause")).toBe(false);
});

test("an error of another installed copy is known as ours", () => {
  const foreign = Object.assign(new Error("theirs"), { "~solarmon": "error", code: "locked" });
  expect(SolarmonError.is(foreign)).toBe(true);
});

test.for([undefined, null, "text", {}, new Error("plain"), { "~solarmon": "error" }])(
  "%o is not ours",
  (value) => {
    expect(SolarmonError.is(value)).toBe(false);
  },
);

test("a rate limit says how long", () => {
  const error = new RateLimitedError("slow down", 1_500);
  expect(error).toMatchObject({ code: "rate_limited", retryAfterMs: 1_500, isRetryable: true });
  expect(SolarmonError.is(error)).toBe(true);
});

test("ours stays as it is when wrapped, everything else becomes internal with its cause", () => {
  const ours = new SolarmonError("conflict", "taken");
  expect(toSolarmonError(ours, "wrapped")).toBe(ours);
  for (const thrown of [new Error("plain"), "text", undefined]) {
    const wrapped = toSolarmonError(thrown, "could not do it");
    expect(wrapped).toMatchObject({ code: "internal", message: "could not do it" });
    expect(wrapped.cause).toBe(thrown);
  }
});

test("a call goes on until its signal has fired", () => {
  const stop = new AbortController();
  expect(codeOf(() => throwIfCancelled())).toBeUndefined();
  expect(codeOf(() => throwIfCancelled({ signal: stop.signal }))).toBeUndefined();
  stop.abort();
  expect(codeOf(() => throwIfCancelled({ signal: stop.signal }))).toBe("cancelled");
});
