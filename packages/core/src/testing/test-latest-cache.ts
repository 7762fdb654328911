import { expect } from "vitest";
import { unpackValues } from "../packed-values.ts";
import type { LatestCache } from "../ports/latest-cache.ts";
import { latestReading, TEST_DAY, testId, testScope } from "./builders.ts";
import type { Law, SuiteOptions } from "./law.ts";
import { registerLaws } from "./register.ts";

const scope = testScope();
const DEVICE = testId(100);

async function powerOf(cache: LatestCache): Promise<unknown> {
  const [held] = await cache.get(scope, [DEVICE]);
  return held && unpackValues(held.packed)["acPower"];
}

/** What holds for every {@link LatestCache}. */
export const latestCacheLaws: readonly Law<LatestCache>[] = [
  {
    name: "what was put is got, for the asked devices",
    async run({ subject }) {
      const readings = [1, 2, 3].map((n) =>
        latestReading({ acPower: n, ghi: null }, { deviceId: testId(n), receivedAt: TEST_DAY + n }),
      );
      await subject.put(scope, readings);
      const got = await subject.get(scope, [testId(3), testId(999), testId(1)]);
      const byDevice = new Map(got.map((reading) => [reading.deviceId, reading]));
      expect(byDevice).toEqual(
        new Map([
          [testId(1), readings[0]],
          [testId(3), readings[2]],
        ]),
      );
    },
  },
  {
    name: "a newer reading takes the place of an older one",
    async run({ subject }) {
      await subject.put(scope, [latestReading({ acPower: 1, ghi: 1, dcPower: 1 })]);
      await subject.put(scope, [latestReading({ acPower: 2 }, { measuredAt: TEST_DAY + 1 })]);
      const [held] = await subject.get(scope, [DEVICE]);
      expect(held).toEqual(latestReading({ acPower: 2 }, { measuredAt: TEST_DAY + 1 }));
    },
  },
  {
    name: "it never goes back in time",
    async run({ subject }) {
      await subject.put(scope, [latestReading({ acPower: 2 })]);
      const late = { measuredAt: TEST_DAY - 1, receivedAt: TEST_DAY + 9 };
      await subject.put(scope, [latestReading({ acPower: 1 }, late)]);
      await expect(powerOf(subject)).resolves.toBe(2);
    },
  },
  {
    name: "within one put, too, the newest wins",
    async run({ subject }) {
      const newest = latestReading({ acPower: 2 }, { measuredAt: TEST_DAY + 1 });
      await subject.put(scope, [newest, latestReading({ acPower: 1 })]);
      await expect(powerOf(subject)).resolves.toBe(2);
    },
  },
  {
    name: "of one measured time the later received wins",
    async run({ subject }) {
      for (const receivedAt of [5, 7, 6])
        await subject.put(scope, [
          latestReading({ acPower: receivedAt }, { receivedAt: TEST_DAY + receivedAt }),
        ]);
      await expect(powerOf(subject)).resolves.toBe(7);
    },
  },
  {
    name: "bytes the caller changes later stay as they were put",
    async run({ subject }) {
      const given = latestReading({ acPower: 1 });
      await subject.put(scope, [given]);
      given.packed.fill(0);
      const [got] = await subject.get(scope, [DEVICE]);
      await subject.put(scope, [latestReading({ acPower: 2 }, { measuredAt: TEST_DAY + 1 })]);
      expect(got).toEqual(latestReading({ acPower: 1 }));
    },
  },
  {
    name: "tenants never mix",
    async run({ subject }) {
      await subject.put(testScope(2), [latestReading({ acPower: 9 })]);
      await expect(subject.get(scope, [DEVICE])).resolves.toEqual([]);
    },
  },
  {
    name: "a deleted tenant has nothing left, and others keep theirs",
    async run({ subject }) {
      await subject.put(scope, [latestReading({ acPower: 1 })]);
      await subject.put(testScope(2), [latestReading({ acPower: 2 })]);
      await subject.deleteTenant(testScope(2));
      await expect(subject.get(testScope(2), [DEVICE])).resolves.toEqual([]);
      await expect(powerOf(subject)).resolves.toBe(1);
    },
  },
];

/** Registers the conformance suite of {@link LatestCache} with vitest. */
export function testLatestCache(name: string, options: SuiteOptions<LatestCache>): void {
  registerLaws(name, latestCacheLaws, options);
}
