import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gapSpans, subtractSpans } from "../src/curve/gaps.ts";
import { holdMs, peakOf, peakOfTrack, plantCurve } from "../src/curve/plant-curve.ts";
import type { Track } from "../src/curve/track.ts";

const MINUTE_MS = 60_000;
const track = (...samples: [minute: number, value: number | null][]): Track => ({
  times: samples.map(([minute]) => minute * MINUTE_MS),
  values: samples.map(([, value]) => value),
});
const shown = (tracks: readonly Track[]) =>
  plantCurve(tracks).map(({ at, powerW, reporting }) => [at / MINUTE_MS, powerW, reporting]);

describe("curve of a plant", () => {
  it("adds devices that report at the same times", () => {
    expect(shown([track([0, 1], [5, 2]), track([0, 10], [5, 20])])).toEqual([
      [0, 11, 2],
      [5, 22, 2],
    ]);
  });

  it("adds devices that report at different times: a value holds until the next", () => {
    expect(shown([track([0, 1], [5, 2]), track([2, 10], [7, 20])])).toEqual([
      [0, 1, 1],
      [2, 11, 2],
      [5, 12, 2],
      [7, 22, 2],
    ]);
  });

  it("breaks when everybody is silent, and does not bridge the gap", () => {
    expect(shown([track([0, 1], [5, 2], [60, 3])])).toEqual([
      [0, 1, 1],
      [5, 2, 1],
      [17.5, null, 0],
      [60, 3, 1],
    ]);
  });

  it("does not count a silent device as if it still produced", () => {
    const steady = track(...Array.from({ length: 7 }, (_, i): [number, number] => [i * 5, 1]));
    const last = shown([steady, track([0, 10], [5, 10])]).at(-1);
    expect(last).toEqual([30, 1, 1]);
  });

  it("takes null as missing at once and zero as a measurement", () => {
    expect(shown([track([0, 5], [5, null], [10, 0])])).toEqual([
      [0, 5, 1],
      [5, null, 0],
      [10, 0, 1],
    ]);
  });

  it("gives slow devices time: a quarter of an hour between values is no gap at that pace", () => {
    const slow = track([0, 1], [15, 2], [30, 3], [45, 4]);
    expect(holdMs(slow)).toBe(37.5 * MINUTE_MS);
    expect(plantCurve([slow]).every(({ powerW }) => powerW !== null)).toBe(true);
  });

  it("is the same for any order of devices, and never counts more than there are", () => {
    const anyTrack = fc
      .uniqueArray(fc.tuple(fc.nat(300), fc.option(fc.integer({ min: 0, max: 1_000 }))), {
        selector: ([minute]) => minute,
        maxLength: 30,
      })
      .map((samples) => track(...samples.toSorted((left, right) => left[0] - right[0])));
    fc.assert(
      fc.property(fc.array(anyTrack, { maxLength: 5 }), (tracks) => {
        const curve = plantCurve(tracks);
        expect(plantCurve(tracks.toReversed())).toEqual(curve);
        expect(curve.every(({ reporting }) => reporting <= tracks.length)).toBe(true);
        expect(curve.map(({ at }) => at)).toEqual(
          [...new Set(curve.map(({ at }) => at))].toSorted((left, right) => left - right),
        );
      }),
    );
  });

  it("names its peak, the first of equals", () => {
    expect(peakOf(plantCurve([track([0, 1], [5, 9], [10, 9])]))?.at).toBe(5 * MINUTE_MS);
    expect(peakOf([])).toBeNull();
    expect(peakOfTrack(track([0, null], [5, -3]))).toBe(-3);
    expect(peakOfTrack(track([0, null]))).toBeNull();
  });
});

describe("gaps", () => {
  const span = { start: 0, end: 1_440 * MINUTE_MS };
  const gapsOf = (of: Track, untilMinute: number) =>
    gapSpans(plantCurve([of]), span, holdMs(of), untilMinute * MINUTE_MS).map(({ start, end }) => [
      start / MINUTE_MS,
      end / MINUTE_MS,
    ]);

  it("lie before the first, between, and after the last value", () => {
    expect(gapsOf(track([10, 1], [15, 1], [60, 1], [65, 1]), 90)).toEqual([
      [0, 10],
      [15, 60],
      [65, 90],
    ]);
  });

  it("do not open at the end before two values are missed", () => {
    expect(gapsOf(track([0, 1], [5, 1]), 17)).toEqual([]);
    expect(gapsOf(track([0, 1], [5, 1]), 18)).toEqual([[5, 18]]);
  });

  it("are cut where silence is natural", () => {
    const cut = subtractSpans(
      [
        { start: 0, end: 10 },
        { start: 20, end: 30 },
      ],
      [
        { start: -5, end: 4 },
        { start: 6, end: 7 },
        { start: 18, end: 40 },
      ],
    );
    expect(cut).toEqual([
      { start: 4, end: 6 },
      { start: 7, end: 10 },
    ]);
  });
});
