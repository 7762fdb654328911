import { describe, expect, test } from "vitest";
import { Outstanding } from "../src/reader/outstanding.ts";
import type { Fetched } from "../src/reader/partition-fetcher.ts";
import { FollowedMarks } from "../src/rewind/followed-marks.ts";
import { markHeaders, markTextOf, parseMark } from "../src/rewind/rewind-mark.ts";

const MARK = { id: "one", group: "solarmon.processor", from: 10n };

/** Records `first` to `last` of partition 0, without those where marks stand. */
function fetched(first: number, last: number, marks: Fetched["marks"]): Fetched {
  const places = Array.from({ length: last - first + 1 }, (_, n) => first + n);
  const records = places
    .filter((place) => !marks.some(({ at }) => at === BigInt(place)))
    .map((place) => ({
      key: "k",
      value: new Uint8Array(),
      position: String(place),
      appendedAt: 0,
    }));
  const next = BigInt(last + 1);
  return { partition: 0, records, next, end: next, marks };
}

function positions({ records }: Fetched): string[] {
  return records.map(({ position }) => position);
}

describe("a mark", () => {
  test("is read as it was written, and is no record", () => {
    const headers = [...markHeaders(MARK)];
    const text = markTextOf(headers);
    expect(parseMark(text ?? "")).toEqual(MARK);
    expect(markTextOf([])).toBeUndefined();
    expect(markTextOf([[Buffer.from("trace"), Buffer.from("x")]])).toBeUndefined();
  });

  test("of a later version is passed over", () => {
    for (const text of ["", "{", "null", '{"id":"a"}', '{"id":"a","group":"g","from":"x"}'])
      expect(parseMark(text)).toBeUndefined();
  });
});

describe("FollowedMarks", () => {
  test("gives what stands before a new mark, and goes back; the second time it goes on", () => {
    const marks = new FollowedMarks(MARK.group);
    const chunk = fetched(18, 25, [{ ...MARK, at: 20n }]);
    const cut = marks.follow(chunk);
    expect(positions(cut)).toEqual(["18", "19"]);
    expect([cut.next, cut.end]).toEqual([10n, 20n]);
    expect(marks.follow(chunk)).toBe(chunk);
  });

  test("goes back for each of several marks in turn", () => {
    const marks = new FollowedMarks(MARK.group);
    const two = [
      { ...MARK, at: 20n },
      { ...MARK, id: "two", from: 15n, at: 22n },
    ];
    const chunk = fetched(18, 25, two);
    expect(marks.follow(chunk).next).toBe(10n);
    const second = marks.follow(chunk);
    expect(positions(second)).toEqual(["18", "19", "21"]);
    expect([second.next, second.end]).toEqual([15n, 22n]);
    expect(marks.follow(chunk)).toBe(chunk);
  });

  test("does not follow marks of others, nor such as lead nowhere", () => {
    const marks = new FollowedMarks("solarmon.archiver");
    const chunk = fetched(18, 25, [
      { ...MARK, at: 20n },
      { id: "x", group: "solarmon.archiver", from: 21n, at: 21n },
    ]);
    expect(marks.follow(chunk)).toBe(chunk);
  });
});

describe("Outstanding", () => {
  test("lets the commit of the last record reach what stands behind it", () => {
    const outstanding = new Outstanding();
    outstanding.given(0, 20n, 22n);
    expect(outstanding.passed(0, 25n)).toBeUndefined();
    expect(outstanding.reach(0, 15n)).toBe(15n);
    expect(outstanding.reach(0, 20n)).toBe(25n);
    expect(outstanding.passed(0, 27n)).toBe(27n); // nothing waits: at once
  });

  test("reaches no further than a commit says once the partition begins anew, or goes back", () => {
    const outstanding = new Outstanding();
    outstanding.given(0, 20n, 22n);
    outstanding.drop(0);
    expect(outstanding.reach(0, 20n)).toBe(20n);
    outstanding.given(0, 20n, 20n);
    outstanding.given(0, 12n, 12n);
    expect(outstanding.reach(0, 20n)).toBe(20n);
    expect(outstanding.reach(0, 12n)).toBe(12n);
  });
});
