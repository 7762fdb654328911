import { newId } from "@solarmon/core";
import { MemoryCatalog } from "@solarmon/core/memory";
import { VirtualClock } from "@solarmon/core/testing";
import { createDeviceAuthenticator } from "@solarmon/ingest";
import { expect, test } from "vitest";
import { addTestPlant } from "../support/plant.ts";

async function setUp() {
  const clock = new VirtualClock();
  const catalog = new MemoryCatalog({ clock });
  const plant = await addTestPlant(catalog, "north");
  return { clock, catalog, plant, authenticator: createDeviceAuthenticator({ catalog, clock }) };
}

test("the right secret proves a credential; nothing else does", async () => {
  const { authenticator, plant } = await setUp();
  const { credential, secret } = plant;
  expect(await authenticator.authenticate(credential.id, secret)).toEqual(credential);
  expect(await authenticator.authenticate(credential.id, `${secret}x`)).toBeUndefined();
  expect(await authenticator.authenticate(credential.id, "")).toBeUndefined();
  expect(await authenticator.authenticate(newId(), secret)).toBeUndefined();
  expect(await authenticator.authenticate("__proto__", secret)).toBeUndefined();
});

test("a revoked credential is refused within seconds", async () => {
  const { authenticator, plant, catalog, clock } = await setUp();
  const { credential, secret, scope } = plant;
  await authenticator.authenticate(credential.id, secret);
  await catalog.forTenant(scope).revokeCredential(credential.id);
  clock.advance(3_000);
  expect(await authenticator.authenticate(credential.id, secret)).toBeUndefined();
});

test("a revoked credential is seen at once by whoever asks anew", async () => {
  const { authenticator, plant, catalog } = await setUp();
  expect(await authenticator.isValid(plant.credential.id)).toBe(true);
  await catalog.forTenant(plant.scope).revokeCredential(plant.credential.id);
  expect(await authenticator.isValid(plant.credential.id)).toBe(false);
  expect(await authenticator.isValid(newId())).toBe(false);
});
