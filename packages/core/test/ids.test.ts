import { idFromBytes, idToBytes, isId, newId } from "@solarmon/core";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { codeOf } from "./support/code-of.ts";

test("a new id is an id, and another one each time", () => {
  const ids = Array.from({ length: 1_000 }, () => newId());
  expect(ids.every((id) => isId(id))).toBe(true);
  expect(new Set(ids).size).toBe(1_000);
});

test("an id and its 16 bytes give each other", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
      const id = idFromBytes(bytes);
      expect(isId(id)).toBe(true);
      expect(idToBytes(id)).toEqual(bytes);
    }),
  );
});

test("an id is read at an offset", () => {
  const id = newId();
  expect(idFromBytes(new Uint8Array([9, 9, ...idToBytes(id), 9]), 2)).toBe(id);
});

test.for([
  "",
  "4711",
  "00000000-0000-4000-8000-00000000000",
  "00000000-0000-4000-8000-0000000000000",
  "00000000-0000-4000-8000-00000000000G",
  "00000000-0000-4000-8000-00000000000A", // upper case: one spelling only
  "00000000-0000-4000-8000-000000000000\n",
  "../00000000-0000-4000-8000-000000000",
])("%j is no id", (value) => {
  expect(isId(value)).toBe(false);
  expect(codeOf(() => idToBytes(value))).toBe("invalid_argument");
});

test.for([undefined, null, 5, {}, ["00000000-0000-4000-8000-000000000000"]])(
  "%j is no id, either",
  (value) => {
    expect(isId(value)).toBe(false);
  },
);

test("bytes that end within an id are known as cut", () => {
  for (let length = 0; length < 16; length++)
    expect(codeOf(() => idFromBytes(new Uint8Array(length)))).toBe("storage_corrupt");
  expect(codeOf(() => idFromBytes(new Uint8Array(20), 5))).toBe("storage_corrupt");
});
