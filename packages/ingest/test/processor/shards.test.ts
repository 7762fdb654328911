import {
  encodeEnvelope,
  MINUTE_MS,
  type ReadOptions,
  type StreamBatch,
  type StreamReader,
} from "@solarmon/core";
import { createProcessor, type Processor, runProcessor } from "@solarmon/ingest";
import { expect, test } from "vitest";
import { allRows, envelope, seed, type Seed } from "./seed.ts";

const START = Date.UTC(2026, 5, 1, 10);

/** What a worker is told and given, in order. */
type Step =
  | { readonly shards: readonly string[]; readonly fresh: readonly string[] }
  | { readonly shard: string; readonly minutes: readonly number[] };

class ScriptedReader implements StreamReader {
  readonly committed: string[] = [];
  readonly #seed: Seed;
  readonly #steps: readonly Step[];

  constructor(s: Seed, steps: readonly Step[]) {
    this.#seed = s;
    this.#steps = steps;
  }

  async *read(_consumer: string, options: ReadOptions = {}): AsyncGenerator<StreamBatch> {
    for (const step of this.#steps) {
      if ("shards" in step) await options.onShards?.(step.shards, step.fresh);
      else yield this.#batch(step.shard, step.minutes);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {}

  #batch(shard: string, minutes: readonly number[]): StreamBatch {
    return {
      shard,
      records: minutes.map((minute) => this.#record(minute)),
      commit: async (position) => void this.committed.push(`${shard}:${position}`),
    };
  }

  #record(minute: number): StreamBatch["records"][number] {
    const { plant, devices } = this.#seed;
    const measuredAt = START + minute * MINUTE_MS;
    const values = { acPower: 100, acEnergyTotal: 1_000 + minute };
    const reading = { deviceId: devices[0]!.id, measuredAt, values };
    const value = encodeEnvelope(envelope(this.#seed, [reading]));
    return { key: plant.id, value, position: `${minute}`, appendedAt: measuredAt };
  }
}

/** Runs the steps to their end; counts the processors that were made, by shard. */
async function work(s: Seed, steps: readonly Step[]) {
  const made: string[] = [];
  const reader = new ScriptedReader(s, steps);
  const processor = (shard: string): Processor => {
    made.push(shard);
    return createProcessor(s);
  };
  await runProcessor({
    reader,
    processor,
    consumer: "processor",
    settleEveryMs: 60_000,
    setAside: async () => undefined,
  });
  return { made, committed: reader.committed };
}

async function countOfDay(s: Seed): Promise<number> {
  const rows = await allRows(s);
  return rows.find(({ resolution }) => resolution === "1d")?.count ?? 0;
}

test("lets go of a shard that went, without settling or committing its work", async () => {
  const s = await seed();
  const { committed } = await work(s, [
    { shards: ["0", "1"], fresh: ["0", "1"] },
    { shard: "0", minutes: [0, 1] },
    { shards: ["1"], fresh: [] },
  ]);
  expect(committed).toEqual([]);
  await expect(countOfDay(s)).resolves.toBe(0);
});

test("keeps the state of a shard that stayed, and settles what it did before", async () => {
  const s = await seed();
  const { made, committed } = await work(s, [
    { shards: ["0", "1"], fresh: ["0", "1"] },
    { shard: "0", minutes: [0, 1] },
    { shards: ["0"], fresh: [] },
    { shard: "0", minutes: [2] },
  ]);
  expect(made).toEqual(["0"]);
  expect(committed).toEqual(["0:2"]);
  await expect(countOfDay(s)).resolves.toBe(3);
});

test("begins anew with a shard that was away meanwhile: another worker may have written its rows", async () => {
  const s = await seed();
  // the other worker's
  await work(s, [
    { shards: ["0"], fresh: ["0"] },
    { shard: "0", minutes: [0, 1, 2] },
  ]);
  const { made, committed } = await work(s, [
    { shards: ["0"], fresh: ["0"] },
    { shard: "0", minutes: [0] },
    { shards: ["0"], fresh: ["0"] },
    { shard: "0", minutes: [0, 3] },
  ]);
  expect(made).toEqual(["0", "0"]);
  expect(committed).toEqual(["0:3"]);
  await expect(countOfDay(s)).resolves.toBe(4);
});
