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
