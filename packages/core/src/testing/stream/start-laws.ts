import { expect } from "vitest";
import type { Law } from "../law.ts";
import { nextOf, within } from "../waiting.ts";
import {
  append,
  batchesOf,
  commitUpTo,
  nextMillisecond,
  numbered,
  record,
  recordsOf,
  textOf,
  textsOf,
  type StreamUnderTest,
} from "./subject.ts";

/** Appends `count` records one by one, each at a later time. */
async function appendOverTime(subject: StreamUnderTest, count: number): Promise<void> {
  for (const one of numbered("plant", count)) {
    await append(subject, [one]);
    await (subject.tick ?? nextMillisecond)();
  }
}

/** Where a read can start, and how it ends. */
export const startLaws: readonly Law<StreamUnderTest>[] = [
  {
    name: "oldest starts at the oldest record, whatever was committed",
    async run({ subject }) {
      await append(subject, numbered("plant", 3));
      await commitUpTo(subject, "2");
      await expect(textsOf(subject, { start: { from: "oldest" } })).resolves.toEqual([
        "0",
        "1",
        "2",
      ]);
    },
  },
  {
    name: "a position starts at that very record",
    async run({ subject }) {
      await append(subject, numbered("plant", 5));
      const [batch] = await batchesOf(subject);
      const position = batch?.records[3]?.position ?? "";
      const start = { from: "position", shard: batch?.shard ?? "", position } as const;
      await expect(textsOf(subject, { start })).resolves.toEqual(["3", "4"]);
    },
  },
  {
    name: "a time starts at the first record appended then or later",
    async run({ subject }) {
      await appendOverTime(subject, 5);
      const records = await recordsOf(subject);
      const times = records.map(({ appendedAt }) => appendedAt);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      const from = (at: number) => textsOf(subject, { start: { from: "time", at } });
      await expect(from(times[2] ?? 0)).resolves.toEqual(["2", "3", "4"]);
      await expect(from((times[2] ?? 0) + 1)).resolves.toEqual(["3", "4"]);
      await expect(from(0)).resolves.toEqual(["0", "1", "2", "3", "4"]);
      await expect(from((times[4] ?? 0) + 1)).resolves.toEqual([]);
    },
  },
  {
    name: "newest gives only what is appended after the read began",
    async run({ subject, patienceMs }) {
      await append(subject, numbered("plant", 3));
      const newest = { start: { from: "newest" } } as const;
      await expect(textsOf(subject, newest)).resolves.toEqual([]);
      const stop = new AbortController();
      const options = { ...newest, follow: true, signal: stop.signal };
      const iterator = subject.reader.read("late", options)[Symbol.asyncIterator]();
      const seen: string[] = [];
      const reading = iterator.next().then(({ value }) => seen.push(...value.records.map(textOf)));
      const deadlineAt = Date.now() + patienceMs;
      while (seen.length === 0 && Date.now() < deadlineAt) {
        await append(subject, [record("plant", "new")]);
        await nextMillisecond();
      }
      stop.abort();
      await within(patienceMs, "the first new record", reading);
      expect(seen[0]).toBe("new");
      await iterator.return?.();
    },
  },
  {
    name: "without following a read ends at what exists",
    async run({ subject, patienceMs }) {
      await append(subject, numbered("plant", 3));
      await within(patienceMs, "the end", textsOf(subject));
      await expect(textsOf(subject)).resolves.toHaveLength(3);
    },
  },
  {
    name: "a reader tells which shards it has, and waits to be heard, before it gives any of them",
    async run({ subject, patienceMs }) {
      await append(subject, [record("a", "1"), record("b", "2"), record("c", "3")]);
      for (const follow of [false, true]) {
        let told: readonly string[] = [];
        const onShards = async (
          shards: readonly string[],
          fresh: readonly string[],
        ): Promise<void> => {
          await nextMillisecond();
          told = shards.filter((shard) => fresh.includes(shard));
        };
        const batches = subject.reader.read("first", { follow, onShards });
        const iterator = batches[Symbol.asyncIterator]();
        const { shard } = await nextOf(iterator, patienceMs, "the first batch");
        expect(told).toContain(shard);
        await iterator.return?.();
      }
    },
  },
  {
    name: "following waits for what comes later",
    async run({ subject, patienceMs }) {
      const iterator = subject.reader.read("follower")[Symbol.asyncIterator]();
      for (const text of ["0", "1", "2"]) {
        const next = nextOf(iterator, patienceMs, `record ${text}`);
        await append(subject, [record("plant", text)]);
        const { records } = await next;
        expect(records.map(textOf)).toEqual([text]);
      }
      await iterator.return?.();
    },
  },
  {
    name: "a signal ends a read that waits",
    async run({ subject, patienceMs }) {
      const stop = new AbortController();
      const options = { signal: stop.signal };
      const iterator = subject.reader.read("follower", options)[Symbol.asyncIterator]();
      await append(subject, numbered("plant", 1));
      await within(patienceMs, "the record", iterator.next());
      const next = iterator.next();
      stop.abort();
      await expect(within(patienceMs, "the end", next)).resolves.toMatchObject({ done: true });
    },
  },
  {
    name: "a signal that has fired gives nothing",
    async run({ subject, patienceMs }) {
      await append(subject, numbered("plant", 1));
      const batches = batchesOf(subject, { follow: true, signal: AbortSignal.abort() });
      await expect(within(patienceMs, "the end", batches)).resolves.toEqual([]);
    },
  },
  {
    name: "a position is good after a restart",
    needsRestart: true,
    async run({ subject, restart }) {
      await append(subject, numbered("plant", 3));
      const [batch] = await batchesOf(subject);
      const position = batch?.records[1]?.position ?? "";
      const start = { from: "position", shard: batch?.shard ?? "", position } as const;
      const reopened = await restart();
      await expect(textsOf(reopened, { start })).resolves.toEqual(["1", "2"]);
    },
  },
];
