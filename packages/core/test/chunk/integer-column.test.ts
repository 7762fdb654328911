import * as fc from "fast-check";
import { expect, test } from "vitest";
import { ByteReader } from "../../src/chunk/byte-reader.ts";
import { ByteWriter } from "../../src/chunk/byte-writer.ts";
import { decodeNumbers, encodeNumbers } from "../../src/chunk/integer-column.ts";
import { CountingCompressor } from "./compressor.ts";

const compressor = new CountingCompressor();

function encoded(values: readonly number[]): Uint8Array {
  const out = new ByteWriter();
  encodeNumbers(out, Float64Array.from(values), values.length, compressor);
  return out.written();
}

function decoded(bytes: Uint8Array, count: number): number[] {
  const target = new Float64Array(count);
  decodeNumbers(new ByteReader(bytes), target, count, compressor);
  return [...target];
}

/** What comes back of values. */
function roundTrip(values: readonly number[]): number[] {
  return decoded(encoded(values), values.length);
}

/** There is no −0 among whole numbers. */
function plain(values: readonly number[]): number[] {
  return values.map((value) => value + 0);
}

const anyWhole = fc.oneof(
  fc.integer(),
  fc.integer({ min: -3, max: 3 }),
  fc.maxSafeInteger(),
  fc.constantFrom(2 ** 31, -(2 ** 31), 2 ** 32, 2 ** 53, -(2 ** 53), 2 ** 53 - 1, 0),
);

test("any whole numbers come back", () => {
  fc.assert(
    fc.property(fc.array(anyWhole, { maxLength: 300 }), (values) => {
      expect(roundTrip(values)).toEqual(plain(values));
    }),
  );
});

test("runs, walks and steps of whole numbers come back", () => {
  const piece = fc.record({
    length: fc.integer({ min: 1, max: 200 }),
    step: fc.constantFrom(0, 1, -1, 10, 60_000),
    noise: fc.constantFrom(0, 0, 1, 30, 5_000, 2 ** 27),
    start: fc.integer({ min: -(2 ** 28), max: 2 ** 28 }),
    seed: fc.integer({ min: 1, max: 1e6 }),
  });
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
      const values = pieces.flatMap(({ length, step, noise, start, seed }) =>
        Array.from({ length }, (_, n) => start + n * step + ((n * seed * 7_919) % (noise + 1))),
      );
      expect(roundTrip(values)).toEqual(values);
    }),
  );
});

test("numbers that are not whole come back", () => {
  const near = fc.integer({ min: -1_000, max: 1_000 }).map((eighths) => eighths / 8);
  const any = fc.array(fc.oneof(near, fc.double({ noNaN: true })), { maxLength: 100 });
  expect(roundTrip([0, 0.5, 0.25])).toEqual([0, 0.5, 0.25]);
  expect(roundTrip([0, 5e-324])).toEqual([0, 5e-324]);
  fc.assert(
    fc.property(any, (values) => {
      expect(plain(roundTrip(values))).toEqual(plain(values));
    }),
  );
});

test("an even step takes a few bytes, whatever the number of values", () => {
  const times = Array.from({ length: 1_440 }, (_, n) => 1_717_977_600_000 + n * 60_000);
  expect(encoded(times).length).toBeLessThan(16);
  expect(encoded(times.map(() => 0)).length).toBeLessThan(6);
});

test("a coarse device costs no more than its own steps", () => {
  const fine = Array.from({ length: 1_440 }, (_, n) => (n * 7_919) % 257);
  const coarse = fine.map((value) => value * 1_000);
  expect(encoded(coarse).length).toBeLessThan(encoded(fine).length + 8);
});

test("one outlier does not spoil a day", () => {
  const calm = Array.from({ length: 1_440 }, (_, n) => (n * 31) % 3);
  const reset = calm.with(700, 400_000_000);
  expect(encoded(reset).length).toBeLessThan(encoded(calm).length + 60);
  expect(roundTrip(reset)).toEqual(reset);
});
