import { createMemoryHost, type LinkSettings } from "@solarmon/connectors-kit";
import { expect, test } from "vitest";
import { solaredgeConnector, solaredgeSiteConnector } from "../src/index.ts";

const SITE = { siteId: "1", clientId: "app", clientSecret: "s-1", refreshToken: "r-1" };

async function open(connector: typeof solaredgeConnector, settings: LinkSettings): Promise<void> {
  const host = await createMemoryHost(connector, settings);
  await connector.open(settings, host)[Symbol.asyncDispose]();
}

test.each([
  [{ siteId: "../alerts" }, /siteId.*number/u],
  [{ siteId: "" }, /siteId is missing/u],
  [{ address: "ftp://example.com" }, /address/u],
  [{ address: "monitoringapi" }, /address/u],
])("%j is refused", async (change, message) => {
  await expect(open(solaredgeSiteConnector, { ...SITE, ...change })).rejects.toThrow(message);
});

test("calls are counted by the key or the app, whose secrets are not told", () => {
  const [one, other] = ["key-1", "key-2"].map((apiKey) =>
    solaredgeConnector.quotaKeyOf({ apiKey }),
  );
  expect(one).not.toBe(other);
  expect(one).not.toContain("key-1");
  expect(solaredgeSiteConnector.quotaKeyOf(SITE)).toBe("solaredge/app/app");
});
