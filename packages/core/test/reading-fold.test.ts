import {
  compareVersions,
  foldVersions,
  unpackValues,
  type PointValues,
  type ReadingVersion,
} from "@solarmon/core";
import { reading } from "@solarmon/core/testing";
import * as fc from "fast-check";
import { expect, test } from "vitest";

function version(values: PointValues, receivedAt = 0, rank = 10, quality = 0): ReadingVersion {
  return { reading: reading(values, { quality }), receivedAt, source: { name: "test", rank } };
}

function fold(...versions: [ReadingVersion, ...ReadingVersion[]]) {
  const { packed, quality } = foldVersions(versions);
  return { values: unpackValues(packed), quality };
}

test("one version is the reading, as it is", () => {
  const only = version({ acPower: 1, ghi: null });
  expect(foldVersions([only])).toBe(only.reading);
});

test("per point the last version with a value counts", () => {
  const first = version({ acPower: 1, dcPower: 1, ghi: null }, 1);
  const last = version({ acPower: 2, dcPower: null, rain: 0 }, 2, 10, 3);
  expect(fold(first, last)).toEqual({
    values: { acPower: 2, dcPower: 1, rain: 0, ghi: null },
    quality: 3,
  });
});

test("rank goes before time, time before bytes, bytes before quality", () => {
  const ascending = [
    version({ acPower: 9 }, 9, 10),
    version({ acPower: 1 }, 1, 20),
    version({ acPower: 1 }, 2, 20),
    version({ acPower: 1 }, 2, 20, 1),
    version({ acPower: 2 }, 2, 20),
  ];
  expect(ascending.toReversed().toSorted(compareVersions)).toEqual(ascending);
});

test("the order is total: any order of arrival is sorted alike", () => {
  const anyVersion = fc
    .record({
      acPower: fc.integer({ min: 0, max: 2 }),
      receivedAt: fc.integer({ min: 0, max: 2 }),
      quality: fc.integer({ min: 0, max: 1 }),
    })
    .map(({ acPower, receivedAt, quality }) => version({ acPower }, receivedAt, 10, quality));
  const anyTwoOrders = fc
    .array(anyVersion, { maxLength: 6 })
    .chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );
  fc.assert(
    fc.property(anyTwoOrders, ([one, other]) => {
      expect(one.toSorted(compareVersions)).toEqual(other.toSorted(compareVersions));
    }),
  );
});
