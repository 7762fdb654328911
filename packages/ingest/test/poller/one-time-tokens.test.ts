import { DAY_MS, HOUR_MS } from "@solarmon/core";
import { MemorySecretStore } from "@solarmon/core/memory";
import { VirtualClock } from "@solarmon/core/testing";
import { expect, test } from "vitest";
import { linkSecretNames } from "../../src/poller/link-secrets.ts";
import { OneTimeTokens } from "../../src/poller/one-time-tokens.ts";
import { acmeConnector } from "./acme.ts";
import { fakeLink } from "./fake-links.ts";

const ISSUED = { accessToken: "access", refreshToken: "refresh", expiresAt: null };
const LINK = fakeLink(1).id;

/** The vendor takes the code once. */
function setUp() {
  const clock = new VirtualClock();
  const secrets = new MemorySecretStore();
  const acme = acmeConnector();
  const code = { name: "code", text: "from the page", isSecret: true, isRequired: true } as const;
  const described = { ...acme.describe(), settings: [{ ...code, isOneTime: true }] };
  const connector = { ...acme, describe: () => described };
  const tokens = new OneTimeTokens(secrets, clock);
  const storeOf = (given: string) => tokens.storeFor(connector, { code: given });
  return { clock, secrets, connector, tokens, storeOf };
}

test("what came for a code that works once is there for the next try, and for the link", async () => {
  const { secrets, connector, tokens, storeOf } = setUp();
  await storeOf("one").save(ISSUED);
  await expect(storeOf("one").load()).resolves.toMatchObject(ISSUED);
  await expect(storeOf("two").load()).resolves.toBeUndefined();
  await tokens.hand(LINK, connector, { code: "one" });
  await expect(storeOf("one").load()).resolves.toBeUndefined();
  const ofLink = await secrets.get(linkSecretNames(LINK).tokens);
  expect(JSON.parse(ofLink ?? "")).toMatchObject(ISSUED);
});

test("a try that was never finished ends after a day, and nothing else does", async () => {
  const { clock, secrets, connector, tokens, storeOf } = setUp();
  for (const given of ["linked", "left"]) await storeOf(given).save(ISSUED);
  await tokens.hand(LINK, connector, { code: "linked" });
  await secrets.put("visits/of an earlier version", JSON.stringify(ISSUED));
  clock.advance(DAY_MS - HOUR_MS);
  await storeOf("new").save(ISSUED);
  await tokens.sweep();
  await expect(secrets.names("visits/")).resolves.toHaveLength(2);
  await expect(storeOf("left").load()).resolves.toMatchObject(ISSUED);
  clock.advance(HOUR_MS);
  await tokens.sweep();
  await expect(storeOf("left").load()).resolves.toBeUndefined();
  await expect(storeOf("new").load()).resolves.toMatchObject(ISSUED);
  await expect(secrets.get(linkSecretNames(LINK).tokens)).resolves.toBeDefined();
});
