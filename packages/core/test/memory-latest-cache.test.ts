import { MemoryLatestCache } from "@solarmon/core/memory";
import { latestReading, testId, testScope } from "@solarmon/core/testing";
import { expect, test } from "vitest";

function newest(device: number) {
  return latestReading({ acPower: device }, { deviceId: testId(device) });
}

async function heldOf(cache: MemoryLatestCache, tenant: number, devices: readonly number[]) {
  const held = await cache.get(testScope(tenant), devices.map(testId));
  return held.map(({ deviceId }) => Number.parseInt(deviceId.slice(-4), 16));
}

test("over the bound the tenant that adds loses its first device, not another tenant's", async () => {
  const cache = new MemoryLatestCache({ maxDevices: 3 });
  await cache.put(testScope(1), [newest(1)]);
  await cache.put(testScope(2), [newest(1), newest(2), newest(3), newest(4)]);
  await expect(heldOf(cache, 1, [1])).resolves.toEqual([1]);
  await expect(heldOf(cache, 2, [1, 2, 3, 4])).resolves.toEqual([3, 4]);
});

test("a new tenant finds room even when the others have taken all", async () => {
  const cache = new MemoryLatestCache({ maxDevices: 2 });
  await cache.put(testScope(1), [newest(1), newest(2)]);
  await cache.put(testScope(2), [newest(3)]);
  await expect(heldOf(cache, 2, [3])).resolves.toEqual([3]);
  await expect(heldOf(cache, 1, [1, 2])).resolves.toEqual([2]);
});

test("a deleted tenant gives its room back", async () => {
  const cache = new MemoryLatestCache({ maxDevices: 2 });
  await cache.put(testScope(1), [newest(1), newest(2)]);
  await cache.deleteTenant(testScope(1));
  await cache.put(testScope(2), [newest(3), newest(4)]);
  await expect(heldOf(cache, 2, [3, 4])).resolves.toEqual([3, 4]);
});

test("it keeps no large buffer alive of which a reading is a view", async () => {
  const cache = new MemoryLatestCache();
  const { packed, ...rest } = newest(1);
  const large = new Uint8Array(1_000_000);
  large.set(packed, 500);
  const view = large.subarray(500, 500 + packed.length);
  await cache.put(testScope(1), [{ ...rest, packed: view }]);
  const [held] = await cache.get(testScope(1), [testId(1)]);
  expect(held?.packed).toEqual(packed);
  expect(held?.packed.buffer.byteLength).toBe(packed.length);
});

test("shorter and longer readings follow each other in the same place", async () => {
  const cache = new MemoryLatestCache();
  for (const [step, values] of [{ acPower: 1 }, { acPower: 1e6, ghi: 2 }, { ghi: 0 }].entries()) {
    const given = latestReading(values, { measuredAt: step });
    await cache.put(testScope(1), [given]);
    await expect(cache.get(testScope(1), [given.deviceId])).resolves.toEqual([given]);
  }
});
