import { newId } from "@solarmon/core";
import { MemoryCatalog } from "@solarmon/core/memory";
import { VirtualClock } from "@solarmon/core/testing";
import { expect, test, vi } from "vitest";
import { PlantLookup } from "../../src/mqtt/plant-lookup.ts";
import { addTestPlant } from "../support/plant.ts";

async function setUp() {
  const catalog = new MemoryCatalog();
  const { scope, plant } = await addTestPlant(catalog, "north");
  const clock = new VirtualClock(0);
  const findPlant = vi.fn<MemoryCatalog["findPlant"]>((id) => catalog.findPlant(id));
  return { lookup: new PlantLookup({ findPlant }, clock), findPlant, clock, scope, plant };
}

test("messages that come together ask for their plant once", async () => {
  const { lookup, findPlant, scope, plant } = await setUp();
  const found = await Promise.all(
    Array.from({ length: 1_000 }, () => lookup.find(scope.tenantId, plant.id)),
  );
  expect(findPlant).toHaveBeenCalledOnce();
  expect(found.every((one) => one?.tenantId === scope.tenantId)).toBe(true);
  expect(lookup.held(scope.tenantId, plant.id)).toEqual(scope);
});

test("a plant is only its tenant's, also for those who asked meanwhile", async () => {
  const { lookup, scope, plant } = await setUp();
  const foreign = newId();
  const asked = [lookup.find(foreign, plant.id), lookup.find(scope.tenantId, plant.id)];
  expect(await Promise.all(asked)).toEqual([null, scope]);
  expect(lookup.held(foreign, plant.id)).toBeNull();
  expect(await lookup.find(scope.tenantId, newId())).toBeNull();
});

test("it asks again after a while, and after a failure", async () => {
  const { lookup, findPlant, clock, scope, plant } = await setUp();
  findPlant.mockRejectedValueOnce(new Error("away"));
  await expect(lookup.find(scope.tenantId, plant.id)).rejects.toThrow("away");
  expect(lookup.held(scope.tenantId, plant.id)).toBeUndefined();
  await lookup.find(scope.tenantId, plant.id);
  clock.advance(5_000);
  expect(lookup.held(scope.tenantId, plant.id)).toBeUndefined();
});
