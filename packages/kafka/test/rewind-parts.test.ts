import { describe, expect, test } from "vitest";
import { Outstanding } from "../src/reader/outstanding.ts";
import type { Fetched } from "../src/reader/partition-fetcher.ts";
import { FollowedMarks } from "../src/rewind/followed-marks.ts";
import { markHeaders, markTextOf, parseMark } from "../src/rewind/rewind-mark.ts";

const MARK = { id: "one", group: "solarmon.processor", from: 10n };

/** What was fetched of partition 0, as far as it matters here. */
function fetched(marks: Fetched["marks"]): Fetched {
  return { partition: 0, records: [], next: 30n, marks };
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
  test("names a new mark once for each partition", () => {
    const marks = new FollowedMarks(MARK.group);
    const chunk = fetched([{ ...MARK, at: 20n }]);
    expect(marks.next(chunk)).toMatchObject(MARK);
    expect(marks.next(chunk)).toBeUndefined();
    expect(marks.next({ ...chunk, partition: 1 })).toMatchObject(MARK);
  });

  test("names several marks in turn", () => {
    const marks = new FollowedMarks(MARK.group);
    const chunk = fetched([
      { ...MARK, at: 20n },
      { ...MARK, id: "two", from: 15n, at: 22n },
    ]);
    expect([1, 2, 3].map(() => marks.next(chunk)?.id)).toEqual(["one", "two", undefined]);
  });

  test("names none of others, nor such as lead nowhere", () => {
    const marks = new FollowedMarks("solarmon.archiver");
    const nowhere = { id: "x", group: "solarmon.archiver", from: 21n, at: 21n };
    expect(marks.next(fetched([{ ...MARK, at: 20n }, nowhere]))).toBeUndefined();
  });
});

async function settled(outstanding: Outstanding, isTaken = true): Promise<bigint[]> {
  const places: bigint[] = [];
  await outstanding.settle(async (_, place) => {
    if (!isTaken) throw new Error("the group is being shared out anew");
    places.push(place);
  });
  return places;
}

describe("Outstanding", () => {
  const START = new Map([[0, 5n]]);

  /** Notes what was fetched: a record before `last`, if any, and then nothing up to `next`. */
  function note(outstanding: Outstanding, last: number | null, next: bigint): void {
    const position = String((last ?? 0) - 1);
    const record = { key: "k", value: new Uint8Array(), position, appendedAt: 0 };
    const records = last === null ? [] : [record];
    outstanding.note({ partition: 0, records, next, marks: [] }, START);
  }

  test("lets the commit of the last record reach what stands behind it", async () => {
    const outstanding = new Outstanding();
    note(outstanding, 20, 22n);
    note(outstanding, null, 25n);
    expect([outstanding.reach(0, 15n), outstanding.reach(0, 20n)]).toEqual([15n, 25n]);
    expect(await settled(outstanding)).toEqual([]);
    outstanding.committed(0, 20n, 25n);
    note(outstanding, null, 27n); // nothing waits
    expect(await settled(outstanding)).toEqual([27n]);
    expect(await settled(outstanding)).toEqual([]);
  });

  test("reaches as far again when a commit failed, and commits by itself what came while one was on its way", async () => {
    const outstanding = new Outstanding();
    note(outstanding, 20, 22n);
    expect([outstanding.reach(0, 20n), outstanding.reach(0, 20n)]).toEqual([22n, 22n]);
    note(outstanding, null, 25n);
    outstanding.committed(0, 20n, 22n);
    expect(await settled(outstanding, false)).toEqual([]);
    expect(await settled(outstanding)).toEqual([25n]);
  });

  test("reaches no further than a commit says once the partition begins anew, and nothing is due then", async () => {
    const outstanding = new Outstanding();
    note(outstanding, 20, 22n);
    outstanding.drop(0);
    expect(outstanding.reach(0, 20n)).toBe(20n);
    note(outstanding, null, 27n);
    outstanding.drop(0);
    expect(await settled(outstanding)).toEqual([]);
  });

  test("has nothing to do where nothing came", async () => {
    const outstanding = new Outstanding();
    note(outstanding, null, 5n);
    expect(await settled(outstanding)).toEqual([]);
  });
});
