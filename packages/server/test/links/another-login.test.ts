import type { Connector } from "@solarmon/connectors-kit";
import { expect, test } from "vitest";
import { isAnotherLogin, withoutOneTime } from "../../src/links/another-login.ts";
import { acmeConnector } from "../support/acme.ts";

function connectorWithCode(): Connector {
  const acme = acmeConnector(() => "");
  const { settings } = acme.describe();
  const oneTime = { text: "once", isSecret: true, isRequired: false, isOneTime: true };
  const codes = ["code", "refreshToken"].map((name) => ({ name, ...oneTime }));
  return { ...acme, describe: () => ({ ...acme.describe(), settings: [...settings, ...codes] }) };
}

const CODE = { account: "ann", code: "1" };
const PASSWORD = { account: "ann", password: "1" };

test.for([
  ["another setting beside a code that is used up", CODE, { ...CODE, account: "bob" }, false],
  ["another code", CODE, { ...CODE, code: "2" }, true],
  ["a refresh token instead of the code", CODE, { account: "ann", refreshToken: "r" }, true],
  ["another password, where no code is given", PASSWORD, { ...PASSWORD, password: "2" }, true],
  ["the same password again", PASSWORD, PASSWORD, true],
] as const)("%s is another log-in or not", ([, before, now, isAnother]) => {
  expect(isAnotherLogin(connectorWithCode(), before, now)).toBe(isAnother);
});

test("a new consent takes the place of the last one, and of no other setting", () => {
  const connector = connectorWithCode();
  expect(withoutOneTime(connector, CODE, { refreshToken: "r" })).toEqual({ account: "ann" });
  expect(withoutOneTime(connector, CODE, { account: "bob" })).toEqual(CODE);
});
