import { MemorySecretStore } from "@solarmon/core/memory";
import { expect, test } from "vitest";
import {
  completeSettings,
  linkSecretNames,
  readLinkSettings,
  splitSettings,
} from "../../src/poller/link-secrets.ts";
import { acmeConnector } from "./acme.ts";
import { fakeLink } from "./fake-links.ts";

const GIVEN = { account: "ann", password: "s3cret" };

test("secret settings are told from those that may be stored in the open", () => {
  expect(splitSettings(acmeConnector(), GIVEN)).toEqual({
    open: { account: "ann" },
    secret: { password: "s3cret" },
  });
});

test("a link's settings are put together again", async () => {
  const link = { ...fakeLink(1), settings: { account: "ann" } };
  const secrets = new MemorySecretStore();
  await expect(readLinkSettings(secrets, link)).resolves.toEqual({ account: "ann" });
  await secrets.put(linkSecretNames(link.id).settings, JSON.stringify({ password: "s3cret" }));
  await expect(readLinkSettings(secrets, link)).resolves.toEqual(GIVEN);
});

test("a secret that cannot be read shows nothing of itself", async () => {
  const secrets = new MemorySecretStore();
  await secrets.put(linkSecretNames(fakeLink(1).id).settings, "s3cret{");
  const error: unknown = await readLinkSettings(secrets, fakeLink(1)).catch((thrown) => thrown);
  expect(error).toMatchObject({ code: "storage_corrupt" });
  expect(error).not.toHaveProperty("cause");
  expect(String(error)).not.toContain("s3cret");
});

test("defaults are filled in, and what is missing is said with what it is", () => {
  expect(completeSettings(acmeConnector(), GIVEN)).toEqual({ ...GIVEN, address: "acme.example" });
  expect(() => completeSettings(acmeConnector(), { account: "ann" })).toThrow(
    "Acme needs password (its password)",
  );
});
