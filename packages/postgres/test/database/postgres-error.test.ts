import { SolarmonError } from "@solarmon/core";
import { expect, test } from "vitest";
import { isRace, toPostgresError } from "../../src/database/postgres-error.ts";

function thrown(message: string, rest: Readonly<Record<string, string>> = {}): Error {
  return Object.assign(new Error(message), rest);
}

test.each([
  ["57P01", "unavailable", true],
  ["57P03", "unavailable", true],
  ["57014", "unavailable", true],
  ["08006", "unavailable", true],
  ["53300", "unavailable", true],
  ["40P01", "unavailable", true],
  ["ECONNREFUSED", "unavailable", true],
  ["ECONNRESET", "unavailable", true],
  ["EPIPE", "unavailable", true],
  ["ENOTFOUND", "unavailable", true],
  ["53100", "storage_full", true],
  ["55P03", "locked", true],
  ["23505", "conflict", false],
  ["23503", "not_found", false],
  ["42501", "forbidden", false],
  ["28P01", "unauthenticated", false],
  ["22021", "invalid_argument", false],
  ["XX001", "storage_corrupt", false],
  ["42P01", "internal", false],
])("SQLSTATE or system code %s is %s", (code, expected, isRetryable) => {
  expect(toPostgresError(thrown("x", { code }))).toMatchObject({ code: expected, isRetryable });
});

test.each([
  "Connection terminated unexpectedly",
  "Client has encountered a connection error and is not queryable",
  "timeout exceeded when trying to connect",
  "Query read timeout",
])("what pg says without a code is understood: %s", (message) => {
  expect(toPostgresError(thrown(message))).toMatchObject({ code: "unavailable" });
});

test("a pooler that refuses a parameter is not an outage: the same call fails again", () => {
  const refused = thrown("unsupported startup parameter: statement_timeout", { code: "08P01" });
  expect(toPostgresError(refused)).toMatchObject({ code: "unsupported", isRetryable: false });
});

test("an error of ours stays as it is", () => {
  const own = new SolarmonError("refused", "no");
  expect(toPostgresError(own)).toBe(own);
});

test("nothing of a row is passed on", () => {
  const error = toPostgresError(
    thrown("duplicate key value violates unique constraint", {
      code: "23505",
      constraint: "users_email_key",
      detail: "Key (email)=(ann@example.com) already exists.",
      where: "ann@example.com",
    }),
    { conflict: "someone has that e-mail address" },
  );
  expect(error.message).toBe("someone has that e-mail address");
  expect(error.cause).toMatchObject({ code: "23505", constraint: "users_email_key" });
  expect(JSON.stringify([error, error.cause, Object.keys(error.cause ?? {})])).not.toContain(
    "ann@",
  );
  const text = thrown('invalid input syntax for type uuid: "s3cret"', { code: "22P02" });
  expect(String(toPostgresError(text).cause)).not.toContain("s3cret");
});

test("only lost races are run again", () => {
  for (const [code, isLost] of [
    ["23505", true],
    ["40P01", true],
    ["23503", false],
    ["57P01", false],
  ] as const)
    expect(isRace(toPostgresError(thrown("x", { code })))).toBe(isLost);
  expect(isRace(new Error("x"))).toBe(false);
});
