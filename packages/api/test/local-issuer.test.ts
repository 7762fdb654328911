import { systemClock } from "@solarmon/core";
import { scopeOf } from "@solarmon/core/authority";
import { MemoryCatalog, MemorySecretStore } from "@solarmon/core/memory";
import { expect, test } from "vitest";
import { createLocalIssuer } from "../src/auth/local-issuer.ts";

test("processes that share a store sign with one key, also at the first log-in of each", async () => {
  const catalog = new MemoryCatalog();
  const secrets = new MemorySecretStore();
  const tenant = await catalog.addTenant("Helios");
  const user = await catalog
    .forTenant(scopeOf(tenant.id))
    .addUser({ email: "ana@helios.example", role: "owner", passwordHash: "x" });
  const options = { catalog, secrets, clock: systemClock, sessionMs: 60_000 };
  const issuers = Array.from({ length: 3 }, () => createLocalIssuer(options));
  const sessions = await Promise.all(issuers.map((issuer) => issuer.issue(user)));
  for (const { token } of sessions)
    for (const issuer of issuers)
      await expect(issuer.verify(token)).resolves.toMatchObject({ userId: user.id });
});
