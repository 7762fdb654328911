import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { TextFinder } from "../chaos/fleet/text-finder.ts";

const TEXTS = ["abc", "abcdef", "bcd", "token-1", "token-12", "naïve"];

test("finds the same as a search for each text", () => {
  for (let round = 0; round < 200; round++) {
    const pieces = Array.from({ length: 20 }, () =>
      Math.random() < 0.3 ? Buffer.from(TEXTS[Math.floor(Math.random() * 6)]!) : randomBytes(2),
    );
    const bytes = Buffer.concat(pieces);
    const expected = TEXTS.filter((text) => bytes.includes(text));
    expect([...new TextFinder(TEXTS).findIn(bytes)].toSorted()).toEqual(expected.toSorted());
  }
});

test("finds texts at both ends and one inside of another", () => {
  const found = new TextFinder(TEXTS).findIn(Buffer.from("abcdef…token-12"));
  expect(found).toEqual(new Set(["abc", "bcd", "abcdef", "token-1", "token-12"]));
});

test("refuses what is too short to be told from chance", () => {
  expect(() => new TextFinder(["ab"])).toThrow(RangeError);
});
