import { expect } from "vitest";
import type { Id } from "../../ids.ts";
import type { ReadingStore } from "../../ports/reading-store.ts";
import { envelope, reading, TEST_DAY, testId, testScope } from "../builders.ts";
import type { Law } from "../law.ts";
import { append, presentValues } from "./subject.ts";

async function latestOf(store: ReadingStore, deviceIds: readonly Id[] = [testId(100)]) {
  const latest = await store.forTenant(testScope()).latest(deviceIds);
  return latest.map(({ packed, ...rest }) => ({ ...rest, values: presentValues(packed) }));
}

/** The newest reading of a device. */
export const latestLaws: readonly Law<ReadingStore>[] = [
  {
    name: "latest gives the newest reading of each asked device that has one",
    async run({ subject }) {
      const [one, two, three] = [testId(101), testId(102), testId(103)];
      const readings = [one, two, three].flatMap((deviceId, n) => [
        reading({ acPower: n }, { deviceId, measuredAt: TEST_DAY + n }),
        reading({ acPower: 9 }, { deviceId, measuredAt: TEST_DAY - 1 }),
      ]);
      await append(subject, envelope(readings, { receivedAt: TEST_DAY + 50 }));
      const latest = await latestOf(subject, [three, testId(999), one]);
      expect(latest.toSorted((a, b) => a.measuredAt - b.measuredAt)).toEqual([
        { deviceId: one, measuredAt: TEST_DAY, receivedAt: TEST_DAY + 50, values: { acPower: 0 } },
        {
          deviceId: three,
          measuredAt: TEST_DAY + 2,
          receivedAt: TEST_DAY + 50,
          values: { acPower: 2 },
        },
      ]);
    },
  },
  {
    name: "a late reading never turns latest back",
    async run({ subject }) {
      await append(subject, envelope([reading({ acPower: 2 })], { receivedAt: TEST_DAY + 1 }));
      const late = reading({ acPower: 1 }, { measuredAt: TEST_DAY - 1 });
      await append(subject, envelope([late], { receivedAt: TEST_DAY + 2 }));
      const [latest] = await latestOf(subject);
      expect(latest).toMatchObject({ measuredAt: TEST_DAY, values: { acPower: 2 } });
    },
  },
  {
    name: "a correction of the newest reading shows in latest",
    async run({ subject }) {
      const first = reading({ acPower: 1, ghi: 7 });
      await append(subject, envelope([first], { receivedAt: TEST_DAY + 1 }));
      await append(subject, envelope([reading({ acPower: 2 })], { receivedAt: TEST_DAY + 2 }));
      const [latest] = await latestOf(subject);
      expect(latest).toMatchObject({
        receivedAt: TEST_DAY + 2,
        values: { acPower: 2, ghi: 7 },
      });
    },
  },
];
