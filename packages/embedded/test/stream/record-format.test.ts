import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  findRecord,
  readRecord,
  recordBytesAtMost,
  recordLengthAt,
  writeRecord,
} from "../../src/stream/record-format.ts";

const anyRecord = fc.record({
  key: fc.string({ unit: "grapheme", maxLength: 80 }),
  value: fc.uint8Array({ maxLength: 300 }),
});

function encode(record: { key: string; value: Uint8Array }, sequence = 7): Buffer {
  const buffer = Buffer.alloc(recordBytesAtMost(record));
  return buffer.subarray(0, writeRecord(buffer, 0, sequence, 1_718_000_000_000, record));
}

test("a record is read as it was written", () => {
  fc.assert(
    fc.property(anyRecord, (record) => {
      const bytes = encode(record);
      expect(recordLengthAt(bytes, 0)).toBe(bytes.length);
      expect(readRecord(bytes, 0, bytes.length)).toEqual({
        ...record,
        position: "7",
        appendedAt: 1_718_000_000_000,
      });
    }),
  );
});

test("a single flipped bit is always noticed", () => {
  fc.assert(
    fc.property(anyRecord, fc.nat(), (record, place) => {
      const bytes = encode(record);
      const bit = place % (bytes.length * 8);
      bytes.writeUInt8(bytes.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(recordLengthAt(bytes, 0)).toBeLessThanOrEqual(0);
    }),
  );
});

test("a record that is cut off is not whole, wherever it is cut", () => {
  const bytes = encode({ key: "plant", value: new Uint8Array(40).fill(1) });
  for (let length = 0; length < bytes.length; length++)
    expect(recordLengthAt(bytes.subarray(0, length), 0)).toBe(0);
});

test("the first whole record behind garbage is found, within its bounds only", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), anyRecord, (garbage, record) => {
      const bytes = Buffer.concat([garbage, encode(record, 12)]);
      expect(findRecord(bytes, 0, 10, 20)).toBe(garbage.length);
      expect(findRecord(bytes, 0, 13, 20)).toBe(-1);
      expect(findRecord(bytes, 0, 10, 12)).toBe(-1);
    }),
  );
});
