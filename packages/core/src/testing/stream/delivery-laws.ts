import { expect } from "vitest";
import type { Law } from "../law.ts";
import { nextOf } from "../waiting.ts";
import {
  append,
  batchesOf,
  numbered,
  record,
  recordsOf,
  textOf,
  textsOf,
  type StreamUnderTest,
} from "./subject.ts";

const DEFAULT_BATCH = 1_000;

/** What a reader gets of what was appended. */
export const deliveryLaws: readonly Law<StreamUnderTest>[] = [
  {
    name: "what was appended is read back, byte for byte",
    async run({ subject }) {
      const values = [
        new Uint8Array(),
        Uint8Array.from({ length: 256 }, (_, byte) => byte),
        new Uint8Array(100_000).fill(7),
      ];
      await append(
        subject,
        values.map((value) => ({ key: "plant", value })),
      );
      const records = await recordsOf(subject);
      expect(records.map(({ key }) => key)).toEqual(["plant", "plant", "plant"]);
      expect(records.map(({ value }) => [...value].join())).toEqual(
        values.map((value) => [...value].join()),
      );
    },
  },
  {
    name: "bytes the caller changes after the append stay as they were appended",
    async run({ subject }) {
      const given = record("plant", "before");
      await append(subject, [given]);
      given.value.fill(0);
      await expect(textsOf(subject)).resolves.toEqual(["before"]);
    },
  },
  {
    name: "each record's verdict names the place where it is read",
    async run({ subject }) {
      const verdicts = await subject.writer.append(["a", "b", "a"].map((key) => record(key, key)));
      const places = verdicts.map(
        (verdict) => verdict.ok && `${verdict.shard} ${verdict.position}`,
      );
      const read = (await batchesOf(subject)).flatMap(({ shard, records }) =>
        records.map(({ key, position }) => ({ key, place: `${shard} ${position}` })),
      );
      const ofKey = (key: string) =>
        read.filter((one) => one.key === key).map(({ place }) => place);
      expect(ofKey("a")).toEqual([places[0], places[2]]);
      expect(ofKey("b")).toEqual([places[1]]);
      expect(new Set(places).size).toBe(3);
    },
  },
  {
    name: "records of one key keep their order",
    async run({ subject }) {
      const keys = Array.from({ length: 8 }, (_, n) => `plant ${n}`);
      for (let round = 0; round < 20; round++)
        await append(
          subject,
          keys.flatMap((key) => numbered(key, 3, round * 3)),
        );
      const records = await recordsOf(subject, { maxRecords: 17 });
      for (const key of keys)
        expect(records.filter((one) => one.key === key).map(textOf)).toEqual(
          numbered(key, 60).map(textOf),
        );
    },
  },
  {
    name: "concurrent appends all count, each once and in order of its key",
    async run({ subject }) {
      const callers = Array.from({ length: 50 }, (_, n) => `caller ${n}`);
      await Promise.all(callers.map((key) => append(subject, numbered(key, 20))));
      const records = await recordsOf(subject);
      expect(records).toHaveLength(1_000);
      for (const key of callers)
        expect(records.filter((one) => one.key === key).map(textOf)).toEqual(
          numbered(key, 20).map(textOf),
        );
    },
  },
  {
    name: "a record that cannot be taken is refused alone",
    async run({ subject }) {
      const records = [record("a", "1"), record("k".repeat(257), "2"), record("a", "3")];
      const verdicts = await subject.writer.append(records);
      expect(verdicts.map(({ ok }) => ok)).toEqual([true, false, true]);
      await expect(textsOf(subject)).resolves.toEqual(["1", "3"]);
    },
  },
  {
    name: "nothing appended answers nothing",
    async run({ subject }) {
      await expect(subject.writer.append([])).resolves.toEqual([]);
      await expect(batchesOf(subject)).resolves.toEqual([]);
    },
  },
  {
    name: "batches are bounded and never empty",
    async run({ subject }) {
      await append(subject, numbered("plant", 2_500));
      for (const [options, most] of [
        [{ maxRecords: 100 }, 100],
        [{}, DEFAULT_BATCH],
      ] as const) {
        const batches = await batchesOf(subject, options);
        const sizes = batches.map(({ records }) => records.length);
        expect(Math.max(...sizes)).toBeLessThanOrEqual(most);
        expect(Math.min(...sizes)).toBeGreaterThan(0);
        const texts = batches.flatMap(({ records }) => records.map(textOf));
        expect(texts).toEqual(numbered("plant", 2_500).map(textOf));
      }
    },
  },
  {
    name: "a slow reader misses nothing that is appended meanwhile",
    async run({ subject, patienceMs }) {
      await append(subject, numbered("plant", 10));
      const iterator = subject.reader.read("slow", { maxRecords: 7 })[Symbol.asyncIterator]();
      const { records } = await nextOf(iterator, patienceMs, "the first batch");
      await append(subject, numbered("plant", 3_000, 10));
      const seen = records.map(textOf);
      while (seen.length < 3_010) {
        const batch = await nextOf(iterator, patienceMs, `record ${seen.length}`);
        seen.push(...batch.records.map(textOf));
      }
      expect(seen).toEqual(numbered("plant", 3_010).map(textOf));
      await iterator.return?.();
    },
  },
];
