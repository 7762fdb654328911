import type { TenantScope } from "@solarmon/core";
import { scopeOf } from "@solarmon/core/authority";
import { envelope, reading, testId, testScope } from "@solarmon/core/testing";
import { requireOwnEnvelopes } from "@solarmon/core";
import { expect, expectTypeOf, test } from "vitest";
import { codeOf } from "./support/code-of.ts";

test("a scope names its tenant", () => {
  expect(scopeOf(testId(1)).tenantId).toBe(testId(1));
});

test.for(["", "acme", "*", "__proto__"])("there is no scope of %j", (tenantId) => {
  expect(codeOf(() => scopeOf(tenantId))).toBe("invalid_argument");
});

test("an object that only looks like a scope does not compile as one", () => {
  expectTypeOf<{ tenantId: string }>().not.toExtend<TenantScope>();
});

test("envelopes of another tenant are refused, own ones are not", () => {
  const own = envelope([reading({ acPower: 1 })]);
  const foreign = { ...own, tenantId: testId(2) };
  expect(codeOf(() => requireOwnEnvelopes(testScope(1), [own, own]))).toBeUndefined();
  expect(codeOf(() => requireOwnEnvelopes(testScope(1), [own, foreign]))).toBe("invalid_argument");
});
