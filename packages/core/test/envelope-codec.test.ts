import { decodeEnvelope, encodeEnvelope, newId, type Envelope } from "@solarmon/core";
import { envelope, reading, TEST_DAY, testId } from "@solarmon/core/testing";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyValues } from "./support/any-values.ts";
import { codeOf } from "./support/code-of.ts";

const anyReading = fc
  .record({
    values: anyValues,
    device: fc.integer({ min: 0, max: 5 }),
    measuredAt: fc.integer({ min: 0, max: 4e12 }),
    quality: fc.integer({ min: 0, max: 255 }),
  })
  .map(({ values, device, ...rest }) => reading(values, { ...rest, deviceId: testId(device) }));

const anyEnvelope: fc.Arbitrary<Envelope> = fc
  .record(
    {
      tenantId: fc.integer({ min: 0, max: 9 }).map(testId),
      plantId: fc.uuid({ version: 4 }),
      receivedAt: fc.integer({ min: 0, max: 4e12 }),
      source: fc.record({
        name: fc.string({ unit: "grapheme", maxLength: 15 }),
        rank: fc.integer({ min: 0, max: 255 }),
      }),
      replyTo: fc.string({ minLength: 1, maxLength: 36 }),
      readings: fc.array(anyReading, { maxLength: 8 }),
    },
    {
      requiredKeys: ["tenantId", "plantId", "receivedAt", "source", "readings"],
      noNullPrototype: true,
    },
  )
  .map(({ source, ...rest }) => ({ ...rest, source: { ...source } }));

/** Three readings of two devices. */
const SAMPLE = envelope(
  [
    reading({ acPower: 4_210, acEnergyTotal: 1e14, acVoltageL1: null }),
    reading({ dcPower: -5 }, { deviceId: testId(101), quality: 2 }),
    reading({}, { measuredAt: TEST_DAY + 1 }),
  ],
  { replyTo: "waiter-1" },
);

describe("an envelope's bytes", () => {
  test("give back the envelope", () => {
    fc.assert(
      fc.property(anyEnvelope, (given) => {
        expect(decodeEnvelope(encodeEnvelope(given))).toEqual(given);
      }),
    );
  });

  test("give back ids that meet the same slot of the cache", () => {
    const sent: string[] = [];
    const read: string[] = [];
    for (const n of Array.from({ length: 80_000 }, (_, index) => index % 40_000)) {
      const [tenantId, plantId] = [testId(n), testId(n * 65_537)];
      sent.push(tenantId, plantId);
      const decoded = decodeEnvelope(
        encodeEnvelope({ ...SAMPLE, tenantId, plantId, readings: [] }),
      );
      read.push(decoded.tenantId, decoded.plantId);
    }
    expect(read.filter((id, index) => id !== sent[index])).toEqual([]);
  });

  test("are the same for the same envelope", () => {
    expect(encodeEnvelope(SAMPLE)).toEqual(encodeEnvelope(structuredClone(SAMPLE)));
  });

  test("can lie anywhere in a larger buffer, and readings are views of it", () => {
    const bytes = encodeEnvelope(SAMPLE);
    const larger = new Uint8Array(bytes.length + 20).fill(255);
    larger.set(bytes, 7);
    const decoded = decodeEnvelope(larger.subarray(7, 7 + bytes.length));
    expect(decoded).toEqual(SAMPLE);
    expect(decoded.readings[0]?.packed.buffer).toBe(larger.buffer);
  });

  test("cut at any byte are known as cut", () => {
    const bytes = encodeEnvelope(SAMPLE);
    for (let length = 0; length < bytes.length; length++)
      expect(codeOf(() => decodeEnvelope(bytes.slice(0, length)))).toBe("storage_corrupt");
  });

  test("cut at any byte of a larger buffer are known as cut", () => {
    const bytes = encodeEnvelope(SAMPLE);
    for (let length = 0; length < bytes.length; length++)
      expect(codeOf(() => decodeEnvelope(bytes.subarray(0, length)))).toBe("storage_corrupt");
  });

  test("with more behind them are known as wrong", () => {
    const bytes = new Uint8Array([...encodeEnvelope(SAMPLE), 0]);
    expect(codeOf(() => decodeEnvelope(bytes))).toBe("storage_corrupt");
  });

  test("of another version are known as unknown", () => {
    const bytes = encodeEnvelope(SAMPLE);
    bytes[0] = 2;
    expect(() => decodeEnvelope(bytes)).toThrow("unknown envelope version 2");
  });

  test("of any bytes at all give an envelope or storage_corrupt, never a crash", () => {
    const bytes = encodeEnvelope(SAMPLE);
    const anyChange = fc.array(
      fc.tuple(fc.nat({ max: bytes.length - 1 }), fc.integer({ min: 0, max: 255 })),
      { minLength: 1, maxLength: 4 },
    );
    fc.assert(
      fc.property(anyChange, (changes) => {
        const changed = bytes.slice();
        for (const [at, byte] of changes) changed[at] = byte;
        expect([undefined, "storage_corrupt"]).toContain(codeOf(() => decodeEnvelope(changed)));
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("encodeEnvelope refuses", () => {
  test.for([
    ["a tenant that is no id", { tenantId: "acme" }],
    ["a source of over 255 bytes", { source: { name: "ü".repeat(128), rank: 1 } }],
    ["a waiter of over 255 bytes", { replyTo: "x".repeat(256) }],
    [
      "a packed reading that is too long",
      { readings: [{ ...reading({}), packed: new Uint8Array(65_536) }] },
    ],
    [
      "too many devices",
      { readings: Array.from({ length: 65_536 }, () => reading({}, { deviceId: newId() })) },
    ],
  ] satisfies [string, Partial<Envelope>][])("%s", ([, change]) => {
    expect(codeOf(() => encodeEnvelope({ ...SAMPLE, ...change }))).toBe("invalid_argument");
  });
});
