import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  Chunk,
  ChunkBuilder,
  type ChunkReading,
  packValues,
  pointByName,
  POINTS,
  readChunkReadings,
  SolarmonError,
} from "@solarmon/core";
import { CountingCompressor } from "./compressor.ts";

const START = 1_717_977_600_000;

function encode(readings: readonly ChunkReading[], compressor = new CountingCompressor()) {
  const builder = new ChunkBuilder(4);
  for (const reading of readings) builder.add(reading);
  return builder.encode(compressor);
}

const value = fc.oneof(
  fc.constant(null),
  fc.integer({ min: -1_000, max: 1_000 }),
  fc.double({ min: -1e9, max: 1e12, noNaN: true }),
);
const values = fc.dictionary(fc.constantFrom(...POINTS.map(({ name }) => name)), value, {
  maxKeys: 6,
});
const readings = fc
  .uniqueArray(
    fc.record({
      measuredAt: fc.integer({ min: START, max: START + 86_399_999 }),
      receivedAt: fc.oneof(fc.constant(START), fc.integer({ min: 0, max: 4e12 })),
      source: fc.integer({ min: 1, max: 4 }),
      quality: fc.integer({ min: 0, max: 255 }),
      packed: values.map(packValues),
    }),
    { selector: ({ measuredAt }) => measuredAt, maxLength: 60 },
  )
  .map((all) => all.toSorted((a, b) => a.measuredAt - b.measuredAt));

test("readings come back byte by byte, null and absent kept apart", () => {
  fc.assert(
    fc.property(readings, (all) => {
      const compressor = new CountingCompressor();
      const chunk = new Chunk(encode(all), compressor);
      expect(chunk.count).toBe(all.length);
      expect(readChunkReadings(chunk)).toEqual(all);
    }),
  );
});

test("any changed byte is found", () => {
  fc.assert(
    fc.property(readings, fc.nat(), fc.integer({ min: 1, max: 255 }), (all, at, flip) => {
      const bytes = encode(all);
      const damaged = bytes.slice();
      const index = at % bytes.length;
      damaged[index] = (bytes[index] ?? 0) ^ flip;
      let problem: unknown;
      try {
        readChunkReadings(new Chunk(damaged, new CountingCompressor()));
      } catch (error) {
        problem = error;
      }
      expect(SolarmonError.is(problem) && problem.code).toBe("storage_corrupt");
    }),
  );
});

test("a chunk that is cut off, or longer than it says, is refused", () => {
  const bytes = encode([day(0)]);
  for (let length = 0; length < bytes.length; length++)
    expect(() => new Chunk(bytes.subarray(0, length), new CountingCompressor())).toThrow(
      /damaged|early|version/,
    );
  expect(() => new Chunk(new Uint8Array([...bytes, 0]), new CountingCompressor())).toThrow(
    /damaged/,
  );
});

test("a version of the future is refused by name", () => {
  const bytes = encode([day(0)]);
  bytes[0] = 9;
  expect(() => new Chunk(bytes, new CountingCompressor())).toThrow("unknown chunk version 9");
});

function day(minute: number): ChunkReading {
  const noise = (minute * 7_919) % 241;
  return {
    measuredAt: START + minute * 60_000,
    receivedAt: START + minute * 60_000 + 150 + noise,
    source: 1,
    quality: 0,
    packed: packValues({
      // repeats every 60 rows: deflate's strength, so that reading it inflates
      acPower: ((minute % 60) * 7_919) % 4_999,
      acVoltageL1: 230 + ((minute % 60) * 31) / 10,
      ...(minute % 2 === 0 ? { frequency: 50 } : {}),
      ...(minute % 3 === 0 ? { status: null } : {}),
    }),
  };
}

test("reading one point inflates no other column", () => {
  const compressor = new CountingCompressor();
  const bytes = encode(Array.from({ length: 1_440 }, (_, minute) => day(minute)));
  const chunk = new Chunk(bytes, compressor);
  expect(compressor.inflated).toBe(0);
  const power = chunk.values(pointByName("acPower")?.code ?? 0);
  expect(power?.[61]).toBe(((61 % 60) * 7_919) % 4_999);
  expect(compressor.inflated).toBe(1);
});

test("damage in one column leaves the others readable", () => {
  const bytes = encode(Array.from({ length: 1_440 }, (_, minute) => day(minute)));
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1; // in the column of the highest code
  const chunk = new Chunk(bytes, new CountingCompressor());
  const [first = 0, last = 0] = [chunk.codes[0], chunk.codes.at(-1)];
  expect(chunk.values(first)).toHaveLength(1_440);
  expect(() => chunk.values(last)).toThrow(/damaged/);
});

test("missing and absent are both NaN when read as values", () => {
  const chunk = new Chunk(
    encode([0, 1, 2, 3].map((minute) => day(minute))),
    new CountingCompressor(),
  );
  const read = (name: string) => [...(chunk.values(pointByName(name)?.code ?? 0) ?? [])];
  expect(read("frequency")).toEqual([50, Number.NaN, 50, Number.NaN]);
  expect(read("status")).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN]);
  expect(chunk.values(pointByName("ghi")?.code ?? 0)).toBeUndefined();
});

test("minutes of twelve points take under 0.8 byte a point", () => {
  // A walk with noise in each point: harder than what inverters send, which stand still at night.
  let seed = 1;
  const random = () => (seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fff_ffff) / 2 ** 31;
  const names = POINTS.slice(0, 12).map(({ name }) => name);
  const levels = names.map(() => 1_000);
  const all = Array.from({ length: 1_440 }, (_, minute): ChunkReading => {
    for (const index of levels.keys()) levels[index] = (levels[index] ?? 0) + (random() - 0.5) * 2;
    const measuredAt = START + minute * 60_000;
    const packed = packValues(
      Object.fromEntries(names.map((name, index) => [name, levels[index] ?? 0])),
    );
    const receivedAt = measuredAt + 100 + Math.floor(random() * 400);
    return { measuredAt, receivedAt, source: 1, quality: 0, packed };
  });
  expect(encode(all).length / (1_440 * 12)).toBeLessThan(0.8);
});
