import { AuditTrail, systemClock } from "@solarmon/core";
import {
  MemoryAuditLog,
  MemoryCatalog,
  MemoryLinkStore,
  MemoryQuotaStore,
  MemorySecretStore,
} from "@solarmon/core/memory";
import { expect, test } from "vitest";
import { openLinks } from "../../src/links/open-links.ts";

const LEFT = "visits/left";

function setUp(isServing: boolean) {
  const catalog = new MemoryCatalog();
  const links = new MemoryLinkStore({ catalog });
  const secrets = new MemorySecretStore();
  const intake = { accept: async () => [], isFull: false, whenRoom: () => undefined };
  const trail = new AuditTrail({ log: new MemoryAuditLog(catalog), onLost: () => undefined });
  const quotas = new MemoryQuotaStore();
  const parts = { catalog, links, quotas, intake, secrets, trail, clock: systemClock };
  return { secrets, open: () => openLinks({ ...parts, isServing, warn: () => undefined }) };
}

test("a server ends what a try left behind, also one that has no link", async () => {
  const { secrets, open } = setUp(true);
  await secrets.put(LEFT, JSON.stringify({ accessToken: "access", expiresAt: null, keptAt: 0 }));
  await using _ = await open();
  await expect.poll(() => secrets.get(LEFT)).toBeUndefined();
});

test("so does a command that has to do with links", async () => {
  const { secrets, open } = setUp(false);
  await secrets.put(LEFT, JSON.stringify({ accessToken: "access", expiresAt: null, keptAt: 0 }));
  {
    await using links = await open();
    await links.desk();
  }
  await expect(secrets.get(LEFT)).resolves.toBeUndefined();
});
