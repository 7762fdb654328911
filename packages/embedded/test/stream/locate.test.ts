import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Instant, type ReadOptions, SolarmonError } from "@solarmon/core";
import { VirtualClock } from "@solarmon/core/testing";
import { openSegmentLog, openSegmentReader } from "@solarmon/embedded";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../temporary-directory.ts";
import { appendAll, numbered, textRecord, textsIn } from "./stream-help.ts";

const COUNT = 400;
const VALUE_BYTES = 1_000;

interface Filled {
  readonly dir: string;
  readonly start: Instant;
  /** When each record was appended. */
  readonly times: readonly Instant[];
}

/** Records of 1 kB over many segments, each with several entries in its index; several share a time. */
async function filledLog(): Promise<Filled> {
  const dir = await temporaryDirectory();
  const clock = new VirtualClock();
  const start = clock.now();
  const times: Instant[] = [];
  await using log = await openSegmentLog({ dir, clock, segmentBytes: 100 * VALUE_BYTES });
  for (const [index, record] of numbered(COUNT).entries()) {
    const value = new Uint8Array(VALUE_BYTES).fill(32);
    value.set(record.value);
    await appendAll(log, [{ ...record, value }]);
    times.push(clock.now());
    clock.advance(index % 7 === 0 ? index % 20 : 0);
  }
  return { dir, start, times };
}

const filled = filledLog();

async function indexesFrom(start: ReadOptions["start"] & {}): Promise<number[]> {
  const { dir } = await filled;
  await using reader = await openSegmentReader({ dir });
  return (await textsIn(reader, { start })).map(Number);
}

test("a time starts at the first record appended then or later, wherever it lies", async () => {
  const { start, times } = await filled;
  const last = times.at(-1) ?? 0;
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: start - 2, max: last + 2 }), async (at) => {
      const first = times.findIndex((time) => time >= at);
      const indexes = await indexesFrom({ from: "time", at });
      expect(indexes).toHaveLength(first === -1 ? 0 : COUNT - first);
      expect(indexes[0]).toBe(first === -1 ? undefined : first);
    }),
    { numRuns: 60 },
  );
});

test("an index of a closed segment that was not saved to its end misleads nobody", async () => {
  const dir = await temporaryDirectory();
  const clock = new VirtualClock();
  const segmentBytes = 10_000;
  {
    await using log = await openSegmentLog({ dir, clock, segmentBytes });
    await appendAll(log, numbered(3));
  } // saves an index of three records
  const index = join(dir, "0000000000000001.index");
  const early = await readFile(index);
  clock.advance(1_000);
  const at = clock.now();
  {
    await using log = await openSegmentLog({ dir, clock, segmentBytes });
    await appendAll(log, numbered(300, 3));
    await appendAll(log, numbered(1, 303)); // in the next segment
  }
  await writeFile(index, early); // as when the disk was full at the turn
  await using reader = await openSegmentReader({ dir });
  const [first] = await textsIn(reader, { start: { from: "time", at } });
  expect(first).toBe("3");
});

test("a position starts at its record, wherever it lies", async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: COUNT + 5 }), async (sequence) => {
      const position = String(sequence);
      const indexes = await indexesFrom({ from: "position", shard: "0", position });
      expect(indexes).toHaveLength(Math.max(0, COUNT - sequence + 1));
      expect(indexes[0] ?? sequence - 1).toBe(sequence - 1);
    }),
    { numRuns: 60 },
  );
});

test.each(["", "-1", "1.5", "abc", "99999999999999999999"])(
  "%j is not a position",
  async (position) => {
    const error: unknown = await indexesFrom({ from: "position", shard: "0", position }).catch(
      (thrown: unknown) => thrown,
    );
    expect(SolarmonError.is(error) && error.code).toBe("invalid_argument");
  },
);

test("another shard is not found", async () => {
  const start = { from: "position", shard: "1", position: "1" } as const;
  await expect(indexesFrom(start)).rejects.toMatchObject({ code: "not_found" });
});

test("newest means the moment of the call, not of the first step", async () => {
  await using log = await openSegmentLog({ dir: await temporaryDirectory() });
  await appendAll(log, [textRecord("before")]);
  const iterator = log.read("late", { start: { from: "newest" } })[Symbol.asyncIterator]();
  await appendAll(log, [textRecord("after")]);
  const { value } = await iterator.next();
  expect(value.records).toHaveLength(1);
  expect(new TextDecoder().decode(value.records[0].value)).toBe("after");
  await iterator.return?.();
});
