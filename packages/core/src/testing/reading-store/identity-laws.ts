import { expect } from "vitest";
import type { ReadingStore } from "../../ports/reading-store.ts";
import { QUALITY, SOURCE_RANK } from "../../reading.ts";
import { envelope, reading, TEST_DAY } from "../builders.ts";
import type { Law } from "../law.ts";
import { append, appendOne, onlyValues, rowsOf } from "./subject.ts";

/** Values of many sizes: all must come back exactly, since each is a multiple of its point's resolution. */
const MANY_VALUES = {
  acPower: -123_456,
  acEnergyTotal: 1e14,
  acVoltageL1: 230.1,
  frequency: 49.98,
  powerFactor: -0.999,
  ambientTemperature: -12.3,
  status: 4,
  dcCurrent24: 0.01,
};

function at(step: number): { measuredAt: number } {
  return { measuredAt: TEST_DAY + step };
}

/** What makes two readings the same one, and what each append answers. */
export const identityLaws: readonly Law<ReadingStore>[] = [
  {
    name: "what was appended is read back",
    async run({ subject }) {
      const given = reading(MANY_VALUES, { quality: QUALITY.estimated });
      await expect(appendOne(subject, envelope([given]))).resolves.toEqual({
        verdict: "stored",
        isTouched: false,
      });
      await expect(rowsOf(subject)).resolves.toEqual([
        { measuredAt: TEST_DAY, quality: QUALITY.estimated, values: MANY_VALUES },
      ]);
    },
  },
  {
    name: "missing stays missing and zero stays zero",
    async run({ subject }) {
      await append(subject, envelope([reading({ acPower: 0, dcPower: null, ghi: 5 })]));
      await expect(onlyValues(subject)).resolves.toEqual({ acPower: 0, ghi: 5 });
    },
  },
  {
    name: "the same reading twice is one",
    async run({ subject }) {
      const first = envelope([reading({ acPower: 100 })]);
      await append(subject, first);
      const again = await appendOne(subject, { ...first, receivedAt: first.receivedAt + 1 });
      expect(again.verdict).toBe("duplicate");
      await expect(rowsOf(subject)).resolves.toHaveLength(1);
    },
  },
  {
    name: "the same reading twice in one append is one",
    async run({ subject }) {
      const twice = envelope([reading({ acPower: 100 }), reading({ acPower: 100 })]);
      const [first, second] = await append(subject, twice, twice);
      expect(first?.verdicts).toEqual(["stored", "duplicate"]);
      expect(second?.verdicts).toEqual(["duplicate", "duplicate"]);
      await expect(rowsOf(subject)).resolves.toHaveLength(1);
    },
  },
  {
    name: "each reading gets its own verdict",
    async run({ subject }) {
      const before = [1, 2, 3].map((step) => reading({ acPower: step }, at(step)));
      await append(subject, envelope(before, { receivedAt: TEST_DAY }));
      const news = envelope([reading({ acPower: 1 }, at(1)), reading({ acPower: 9 }, at(2))]);
      const old = envelope([reading({ acPower: 9 }, at(3)), reading({ acPower: 9 }, at(4))], {
        receivedAt: TEST_DAY - 1,
      });
      const results = await append(subject, news, old);
      expect(results.map(({ verdicts }) => verdicts)).toEqual([
        ["duplicate", "replaced"],
        ["outranked", "stored"],
      ]);
      expect(results.map(({ touched }) => touched)).toEqual([[1], []]);
    },
  },
  {
    name: "only a duplicate of the same delivery is touched",
    async run({ subject }) {
      const first = envelope([reading({ acPower: 100 })]);
      await append(subject, first);
      const duplicate = { verdict: "duplicate", isTouched: true };
      await expect(appendOne(subject, first)).resolves.toEqual(duplicate);
      const later = { ...first, receivedAt: first.receivedAt + 5 };
      await expect(appendOne(subject, later)).resolves.toEqual({ ...duplicate, isTouched: false });
    },
  },
  {
    name: "readings of other sources and ranks are the same reading",
    async run({ subject }) {
      await append(subject, envelope([reading({ acPower: 100 })]));
      const imported = envelope([reading({ acPower: 100 })], {
        source: { name: "import", rank: SOURCE_RANK.import },
      });
      await expect(appendOne(subject, imported)).resolves.toMatchObject({ verdict: "duplicate" });
      await expect(rowsOf(subject)).resolves.toHaveLength(1);
    },
  },
  {
    name: "nothing appended answers nothing",
    async run({ subject }) {
      await expect(append(subject)).resolves.toEqual([]);
      await expect(append(subject, envelope([]))).resolves.toEqual([{ verdicts: [], touched: [] }]);
    },
  },
];
