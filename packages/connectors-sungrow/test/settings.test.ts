import { expect, test } from "vitest";
import { settingsIn } from "../src/settings.ts";

const APPLICATION = { appkey: "KEY", secretKey: "secret" };
const ACCOUNT = { ...APPLICATION, user: "owner", password: "pass" };

test.each([
  ["eu", "https://gateway.isolarcloud.eu"],
  ["Australia", "https://augateway.isolarcloud.com"],
  ["https://gateway.example.org/openapi", "https://gateway.example.org"],
])("gateway %s is %s", (gateway, address) => {
  expect(settingsIn({ ...ACCOUNT, gateway }).address).toBe(address);
});

test.each([
  [{ ...ACCOUNT, gateway: "mars" }, /^gateway: give eu, /u],
  [{ ...APPLICATION }, /^user: /u],
  [{ ...APPLICATION, user: "owner" }, /^password: /u],
  [{ ...APPLICATION, code: "c" }, /^redirectUrl: /u],
  [{ ...ACCOUNT, secretKey: " " }, /^secretKey: /u],
])("what is missing or unusable is named", (settings, message) => {
  expect(() => settingsIn(settings)).toThrow(message);
});

test.each(["c0de", "https://example.org/isolarcloud?code=c0de&state=1"])(
  "the code is taken from %s",
  (code) => {
    const redirectUrl = "https://example.org/isolarcloud";
    const { login } = settingsIn({ ...APPLICATION, code, redirectUrl });
    expect(login).toEqual({ kind: "oauth2", code: "c0de", redirectUrl });
  },
);
