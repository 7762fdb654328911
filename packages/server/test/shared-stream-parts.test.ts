import { describe, expect, it } from "vitest";
import { GatherRound } from "../src/processor/gather-round.ts";
import { watchedReader } from "../src/processor/watched-reader.ts";
import { BacklogWatch } from "../src/stream/backlog-watch.ts";

describe("GatherRound", () => {
  it("is over after each batch of a stream with one shard", () => {
    const round = new GatherRound();
    round.begin(1);
    expect(["0", "0"].map((shard) => round.isOver(shard))).toEqual([true, true]);
  });

  it("is over once for all shards, however many", () => {
    const round = new GatherRound();
    round.begin(3);
    const shards = ["0", "1", "2", "0", "1", "2"];
    const over = shards.map((shard) => round.isOver(shard));
    expect(over).toEqual([false, false, true, false, false, true]);
  });

  it("is over when a shard comes again while others are quiet", () => {
    const round = new GatherRound();
    round.begin(12);
    expect(["0", "1", "0", "1"].map((shard) => round.isOver(shard))).toEqual([
      false,
      false,
      true,
      false,
    ]);
  });
});

describe("BacklogWatch", () => {
  it("knows nothing before the first answer, and keeps the last one while the brokers are away", async () => {
    const brokers = { backlog: 7, isAway: false };
    using watch = new BacklogWatch(async () => {
      if (brokers.isAway) throw new Error("away");
      return brokers.backlog;
    }, 3_600_000);
    expect(watch.of("processor")).toBeNaN();
    await expect.poll(() => watch.of("processor")).toBe(7);
    await expect.poll(() => watch.of("archiver")).toBe(7);
    Object.assign(brokers, { backlog: 0, isAway: true });
    await watch.look();
    expect(watch.of("processor")).toBe(7);
    brokers.isAway = false;
    await watch.look();
    expect(watch.of("processor")).toBe(0);
  });
});

describe("watchedReader", () => {
  it("tells places with their shard, as the stream names them", async () => {
    const places: unknown[] = [];
    const record = { key: "k", value: new Uint8Array(), position: "0x1f", appendedAt: 0 };
    const reader = watchedReader(
      {
        async *read() {
          yield { shard: "3", records: [record], commit: async () => undefined };
        },
        [Symbol.asyncDispose]: async () => undefined,
      },
      {
        onDone: (place) => places.push({ done: place }),
        onCommitted: (place) => places.push({ committed: place }),
      },
    );
    for await (const batch of reader.read("processor")) await batch.commit("0x1f");
    const place = { consumer: "processor", shard: "3", position: "0x1f" };
    expect(places).toEqual([{ committed: place }, { done: place }]);
  });
});
