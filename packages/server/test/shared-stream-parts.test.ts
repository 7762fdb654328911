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
  it("asks when somebody wants to know, once for all who do within a second", async () => {
    let asked = 0;
    const watch = new BacklogWatch(async (consumer) => {
      asked++;
      return consumer.length;
    });
    const all = await Promise.all([watch.look(), watch.look(), watch.look()]);
    expect(all.map((found) => Object.fromEntries(found))).toEqual(
      Array.from({ length: 3 }, () => ({ processor: 9, archiver: 8 })),
    );
    expect(asked).toBe(2);
  });

  it("knows nothing of a consumer that the brokers do not tell of, instead of something old", async () => {
    let isAway = false;
    const ask = async (consumer: string): Promise<number> => {
      if (isAway && consumer === "processor") return new Promise<never>(() => undefined);
      if (isAway) throw new Error("away");
      return 7;
    };
    const watch = new BacklogWatch(ask, { freshMs: 0, timeoutMs: 20 });
    expect((await watch.look()).get("processor")).toBe(7);
    isAway = true;
    expect(await watch.look()).toEqual(new Map());
    isAway = false;
    expect((await watch.look()).get("archiver")).toBe(7);
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
