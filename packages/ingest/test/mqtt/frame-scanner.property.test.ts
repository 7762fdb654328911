import * as fc from "fast-check";
import { expect, test } from "vitest";
import { FrameScanner } from "../../src/mqtt/frame-scanner.ts";

const LARGEST = 2_000;

function packet(type: number, body: Buffer): Buffer {
  const length: number[] = [];
  let rest = body.length;
  do {
    length.push((rest % 128) | (rest > 127 ? 128 : 0));
    rest = Math.floor(rest / 128);
  } while (rest > 0);
  return Buffer.concat([Buffer.from([type << 4, ...length]), body]);
}

interface Seen {
  readonly whole: string[];
  readonly oversized: number[];
  broken: number;
}

/** Feeds the chunks; the sink stops at each packet whose number is in `stops`. */
function scan(chunks: readonly Buffer[], stops: ReadonlySet<number> = new Set()): Seen {
  const seen: Seen = { whole: [], oversized: [], broken: 0 };
  const goesOn = (): boolean => !stops.has(seen.whole.length + seen.oversized.length);
  const scanner = new FrameScanner(LARGEST, {
    frame(buffer, start, body, end) {
      seen.whole.push(`${buffer[start]} ${buffer.toString("hex", body, end)}`);
      return goesOn();
    },
    oversized(_head, _body, size) {
      seen.oversized.push(size);
      return goesOn();
    },
    broken() {
      seen.broken++;
    },
  });
  for (const chunk of chunks) {
    let isDone = scanner.push(chunk);
    while (!isDone && seen.broken === 0) isDone = scanner.resume();
  }
  return seen;
}

function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const at = [0, ...places.map((place) => place % bytes.length), bytes.length];
  const borders = [...new Set(at)].toSorted((a, b) => a - b);
  return borders.slice(1).map((end, index) => bytes.subarray(borders[index], end));
}

const bodies = fc.array(
  fc.record({ type: fc.integer({ min: 1, max: 14 }), length: fc.integer({ min: 0, max: 6_000 }) }),
  { minLength: 1, maxLength: 8 },
);

test("packets come out whole and in order however the bytes are cut and wherever the sink stops", () => {
  fc.assert(
    fc.property(
      bodies,
      fc.array(fc.nat(), { maxLength: 40 }),
      fc.array(fc.nat({ max: 8 })),
      (given, places, stops) => {
        const packets = given.map(({ type, length }, n) => ({
          type,
          body: Buffer.alloc(length, n + 1),
        }));
        const bytes = Buffer.concat(packets.map(({ type, body }) => packet(type, body)));
        const seen = scan(cut(bytes, places), new Set(stops));
        expect(seen).toEqual({
          whole: packets
            .filter(({ body }) => body.length <= LARGEST)
            .map(({ type, body }) => `${type << 4} ${body.toString("hex")}`),
          oversized: given.map(({ length }) => length).filter((length) => length > LARGEST),
          broken: 0,
        });
      },
    ),
  );
});

test("a byte at a time is enough", () => {
  const bytes = Buffer.concat([packet(3, Buffer.alloc(300, 7)), packet(3, Buffer.alloc(3_000, 8))]);
  const seen = scan(Array.from(bytes, (byte) => Buffer.from([byte])));
  expect(seen.whole).toHaveLength(1);
  expect(seen.oversized).toEqual([3_000]);
});

test("a length of five bytes is not MQTT", () => {
  expect(scan([Buffer.from([0x30, 255, 255, 255, 255, 1, 0])]).broken).toBe(1);
});

test("any bytes at all are survived", () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 200 })), (chunks) => {
      expect(() => scan(chunks.map((chunk) => Buffer.from(chunk)))).not.toThrow();
    }),
  );
});
