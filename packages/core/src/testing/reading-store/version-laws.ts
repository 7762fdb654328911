import { expect } from "vitest";
import { SolarmonError } from "../../errors.ts";
import type { ReadingStore } from "../../ports/reading-store.ts";
import { QUALITY, SOURCE_RANK } from "../../reading.ts";
import { envelope, reading, TEST_DAY, testScope } from "../builders.ts";
import type { Law } from "../law.ts";
import { append, appendOne, DEVICE, onlyValues, presentValues, rowsOf } from "./subject.ts";

const EARLY = { receivedAt: TEST_DAY + 1 };
const MIDDLE = { receivedAt: TEST_DAY + 2 };
const LATE = { receivedAt: TEST_DAY + 3 };

/** Which version of a reading wins. */
export const versionLaws: readonly Law<ReadingStore>[] = [
  {
    name: "a newer value replaces the older one",
    async run({ subject }) {
      await append(subject, envelope([reading({ acPower: 1 })], EARLY));
      const newer = await appendOne(subject, envelope([reading({ acPower: 2 })], LATE));
      expect(newer).toEqual({ verdict: "replaced", isTouched: true });
      await expect(onlyValues(subject)).resolves.toEqual({ acPower: 2 });
    },
  },
  {
    name: "an older value that comes later is outranked",
    async run({ subject }) {
      await append(subject, envelope([reading({ acPower: 2 })], LATE));
      const older = await appendOne(subject, envelope([reading({ acPower: 1 })], EARLY));
      expect(older).toEqual({ verdict: "outranked", isTouched: false });
      await expect(onlyValues(subject)).resolves.toEqual({ acPower: 2 });
    },
  },
  {
    name: "a higher source rank wins over a later one",
    async run({ subject }) {
      const manual = { ...EARLY, rank: SOURCE_RANK.manual };
      await append(subject, envelope([reading({ acPower: 5 })], manual));
      const live = await appendOne(subject, envelope([reading({ acPower: 6 })], LATE));
      expect(live.verdict).toBe("outranked");
      await expect(onlyValues(subject)).resolves.toEqual({ acPower: 5 });
    },
  },
  {
    name: "null never replaces a value",
    async run({ subject }) {
      await append(subject, envelope([reading({ acPower: 5, ghi: 1 })], EARLY));
      await append(subject, envelope([reading({ acPower: null, ghi: 2 })], LATE));
      await expect(onlyValues(subject)).resolves.toEqual({ acPower: 5, ghi: 2 });
    },
  },
  {
    name: "points that come apart come together",
    async run({ subject }) {
      await append(subject, envelope([reading({ acPower: 5 })], LATE));
      const other = await appendOne(subject, envelope([reading({ dcPower: 6 })], EARLY));
      expect(other).toEqual({ verdict: "replaced", isTouched: true });
      await expect(onlyValues(subject)).resolves.toEqual({ acPower: 5, dcPower: 6 });
    },
  },
  {
    name: "each point keeps the provenance of its own value",
    async run({ subject }) {
      await append(subject, envelope([reading({ acPower: 1, dcPower: 1 })], EARLY));
      await append(subject, envelope([reading({ acPower: 1 })], LATE));
      await append(subject, envelope([reading({ acPower: 2, dcPower: 2 })], MIDDLE));
      await expect(onlyValues(subject)).resolves.toEqual({ acPower: 1, dcPower: 2 });
    },
  },
  {
    name: "a later duplicate moves the provenance forward",
    async run({ subject }) {
      await append(subject, envelope([reading({ acPower: 1 })], EARLY));
      await append(subject, envelope([reading({ acPower: 1 })], LATE));
      const between = await appendOne(subject, envelope([reading({ acPower: 2 })], MIDDLE));
      expect(between.verdict).toBe("outranked");
      await expect(onlyValues(subject)).resolves.toEqual({ acPower: 1 });
    },
  },
  {
    name: "quality is that of the winning version",
    async run({ subject }) {
      const good = envelope([reading({ acPower: 1 })], EARLY);
      const doubtful = envelope([reading({ acPower: 2 }, { quality: QUALITY.doubtful })], LATE);
      await append(subject, doubtful);
      await append(subject, good);
      expect((await rowsOf(subject))[0]?.quality).toBe(QUALITY.doubtful);
    },
  },
  {
    name: "a replaced value stays in the history, the winner last",
    async run({ subject }) {
      await append(subject, envelope([reading({ acPower: 2 })], MIDDLE));
      await append(subject, envelope([reading({ acPower: 1 })], EARLY));
      await append(subject, envelope([reading({ acPower: 3 })], LATE));
      const history = subject.forTenant(testScope()).history(DEVICE, TEST_DAY);
      if (!subject.capabilities.history) return expectUnsupported(history);
      const versions = (await history).map((version) => [
        presentValues(version.reading.packed)["acPower"],
        version.receivedAt,
        version.source.name,
      ]);
      expect(versions).toEqual([
        [1, EARLY.receivedAt, "test"],
        [2, MIDDLE.receivedAt, "test"],
        [3, LATE.receivedAt, "test"],
      ]);
    },
  },
  {
    name: "the history of a reading that was never changed is that reading",
    async run({ subject }) {
      if (!subject.capabilities.history) return;
      await append(subject, envelope([reading({ acPower: 2 })]));
      const { history } = bound(subject);
      const [only, ...others] = await history(TEST_DAY);
      expect(others).toEqual([]);
      expect(presentValues(only?.reading.packed ?? new Uint8Array())).toEqual({ acPower: 2 });
      await expect(history(TEST_DAY + 1)).resolves.toEqual([]);
    },
  },
];

function bound(store: ReadingStore) {
  const readings = store.forTenant(testScope());
  return { history: (at: number) => readings.history(DEVICE, at) };
}

/** What a store does not claim to do, it refuses with the right code. */
async function expectUnsupported(call: Promise<unknown>): Promise<void> {
  const error: unknown = await call.catch((thrown: unknown) => thrown);
  expect(SolarmonError.is(error) && error.code).toBe("unsupported");
}
