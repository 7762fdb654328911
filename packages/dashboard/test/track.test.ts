import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LiveTail } from "../src/curve/live-tail.ts";
import { continueTrack, EMPTY_TRACK, usualIntervalMs } from "../src/curve/track.ts";

describe("usual interval", () => {
  it("is the median step; a night's break does not count", () => {
    const minute = 60_000;
    expect(usualIntervalMs([0, 5, 10, 25, 30, 35].map((m) => m * minute))).toBe(5 * minute);
    expect(usualIntervalMs([0, 1, 2, 600].map((m) => m * minute))).toBe(minute);
    expect(usualIntervalMs([7])).toBeNull();
  });
});

describe("live tail", () => {
  it("gives the same track for any order of arrival", () => {
    const samples = fc.uniqueArray(fc.record({ at: fc.nat(1_000), value: fc.integer() }), {
      selector: ({ at }) => at,
    });
    fc.assert(
      fc.property(samples, fc.infiniteStream(fc.nat()), (given, keys) => {
        const shuffled = given
          .map((sample) => ({ sample, key: keys.next().value ?? 0 }))
          .toSorted((left, right) => left.key - right.key);
        const [tail, other] = [new LiveTail(), new LiveTail()];
        for (const { at, value } of given) tail.add("a", at, value);
        for (const { sample } of shuffled) other.add("a", sample.at, sample.value);
        expect(other.track("a")).toEqual(tail.track("a"));
        expect(tail.track("a").times).toEqual(given.map(({ at }) => at).toSorted((x, y) => x - y));
      }),
    );
  });

  it("holds one sample per time, the later word wins", () => {
    const tail = new LiveTail();
    tail.add("a", 1, 10);
    tail.add("a", 1, 11);
    expect(tail.track("a")).toEqual({ times: [1], values: [11] });
  });

  it("drops what a newly read history covers, and stays bounded without one", () => {
    const tail = new LiveTail();
    for (let at = 0; at < 4_000; at++) tail.add("a", at, at);
    expect(tail.track("a").times).toHaveLength(3_000);
    expect(tail.track("a").times.at(-1)).toBe(3_999);
    tail.prune("a", 3_990);
    expect(tail.track("a").times).toEqual([
      3_991, 3_992, 3_993, 3_994, 3_995, 3_996, 3_997, 3_998, 3_999,
    ]);
    tail.prune("a", 5_000);
    tail.prune("unknown", 0);
    expect(tail.track("a").times).toEqual([]);
  });
});

describe("history and live", () => {
  it("join without overlap: stored values win up to their last", () => {
    const history = { times: [0, 5, 10], values: [1, 2, 3] };
    const live = { times: [7, 10, 12], values: [70, 100, 120] };
    expect(continueTrack(history, live)).toEqual({ times: [0, 5, 10, 12], values: [1, 2, 3, 120] });
    expect(continueTrack(history, EMPTY_TRACK)).toBe(history);
    expect(continueTrack(EMPTY_TRACK, live)).toEqual(live);
  });
});
